// SPDX-License-Identifier: Apache-2.0

import Workload

/// A command and its options, each a name and a value.
struct Arguments {
    /// What is wrong with a call.
    struct Misuse: Error, CustomStringConvertible {
        let description: String
    }

    let command: String
    private var options: [String: String] = [:]

    init(_ words: [String]) throws(Misuse) {
        guard words.count >= 2, words.count.isMultiple(of: 2) else {
            throw Misuse(description: "usage: throughput COMMAND [--NAME VALUE]...")
        }
        command = words[1]
        for position in stride(from: 2, to: words.count, by: 2) {
            options[String(words[position].drop { $0 == "-" })] = words[position + 1]
        }
    }

    func text(_ name: String) throws(Misuse) -> String {
        guard let value = options[name] else {
            throw Misuse(description: "\(command) needs --\(name)")
        }
        return value
    }

    func number(_ name: String) throws(Misuse) -> Int {
        guard let value = Int(try text(name)), value > 0 else {
            throw Misuse(description: "--\(name) is a number above 0")
        }
        return value
    }

    func text(_ name: String, or other: String) -> String { options[name] ?? other }

    func number(_ name: String, or other: Int) throws(Misuse) -> Int {
        try options[name] == nil ? other : number(name)
    }

    /// The settings file of the daemon.
    func settings() throws(Misuse) -> String {
        Workload.settings(
            bootstrapServers: try text("brokers"),
            topic: try text("topic"),
            port: try number("port")
        )
    }
}
