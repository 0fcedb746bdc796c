// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Replaces `${NAME}` in the values of a tree by variables of the environment.
///
/// `$${` stands for `${`; any other `$` is itself.
struct Interpolation {
    private let environment: [String: String]

    /// Bytes that replacements may still add, so that aliases cannot multiply a long variable.
    private var remaining = YAMLReader.maximumBytes

    /// The faults so far.
    private(set) var errors: [SettingsError] = []

    init(environment: [String: String]) {
        self.environment = environment
    }

    /// The tree with every value replaced.
    mutating func apply(to node: YAMLNode) -> YAMLNode {
        var node = node
        switch node.content {
        case .null: break
        case .scalar(let text):
            guard text.utf8.contains(UInt8(ascii: "$")) else { break }
            do {
                node.content = .scalar(try replaced(text, at: node.location))
            } catch {
                errors.append(error)
            }
        case .sequence(let items):
            node.content = .sequence(items.map { apply(to: $0) })
        case .mapping(var entries):
            for index in entries.indices { entries[index].value = apply(to: entries[index].value) }
            node.content = .mapping(entries)
        }
        return node
    }

    private mutating func replaced(
        _ text: String,
        at location: SettingsLocation
    ) throws(SettingsError) -> String {
        var (result, rest) = ("", text[...])
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let name = rest.dropFirst(2).prefix { $0 != "}" }
                guard name.isVariableName, name.endIndex < rest.endIndex else {
                    throw SettingsError(
                        message: "`${` does not begin a `${NAME}`",
                        location: location,
                        hint: "write `$${` for the characters themselves"
                    )
                }
                result += try variable(String(name), at: location)
                rest = rest[name.endIndex...].dropFirst()
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private mutating func variable(
        _ name: String,
        at location: SettingsLocation
    ) throws(SettingsError) -> String {
        guard let value = environment[name] else {
            throw SettingsError(
                message: "the environment variable \(name.quoted) is not set",
                location: location,
                hint: "set it, or write `$${` for the characters themselves"
            )
        }
        remaining -= value.utf8.count
        guard remaining >= 0 else {
            throw SettingsError(
                message: "`${\(name)}` makes the settings longer than allowed",
                location: location,
                hint: "use it fewer times"
            )
        }
        return value
    }
}

extension Substring {
    fileprivate var isVariableName: Bool {
        guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
            return false
        }
        return allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
