// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka

/// The parts of `Benchmarks/run` that need more than a shell.
@main
enum Throughput {
    static func main() throws {
        let arguments = try Arguments(CommandLine.arguments)
        switch arguments.command {
        case "load": try Load(arguments).run()
        case "settings": print(try arguments.settings(), terminator: "")
        case "report": try Report(arguments).run()
        case "feed": try Feed(arguments).run()
        case "latency": try Latency(arguments).run()
        default: try read(arguments)
        }
    }

    private static func read(_ arguments: Arguments) throws {
        let reading = try Reading(arguments)
        switch arguments.command {
        case "floor":
            var stage = CountingStage()
            try reading.run(&stage)
        case "decode":
            var stage = try DecodingStage()
            try reading.run(&stage)
        case "aggregate":
            var stage = try AggregatingStage()
            try reading.run(&stage)
        default: throw Arguments.Misuse(description: "unknown command \(arguments.command)")
        }
    }
}
