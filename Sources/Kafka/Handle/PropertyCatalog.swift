// SPDX-License-Identifier: Apache-2.0

import CRDKafka
import Glibc

/// The properties that the client library knows, read once from its own table.
public enum PropertyCatalog {
    /// Which kind of client a property concerns.
    enum Scope {
        case both
        case consumer
        case producer
    }

    /// Every property's name, sorted.
    public static let names: [String] = scopes.keys.sorted()

    /// The known name that differs least from this one, if one is near.
    ///
    /// - Parameter name: a misspelled name.
    /// - Returns: a name at most a third of the length away (Levenshtein, 1965); nil if none is.
    /// - Complexity: O(names x length squared); for messages only.
    public static func nearest(to name: String) -> String? {
        let candidates = names.map { (name: $0, distance: distance(Array($0.utf8), name)) }
        guard let best = candidates.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, name.utf8.count / 3) ? best.name : nil
    }

    /// The properties and whom they concern; a name may stand in both tables of the library.
    static let scopes: [String: Scope] = {
        var found: [String: Scope] = [:]
        for line in table().split(separator: "\n") {
            let fields = line.split(separator: "|").prefix(2).map(trimmed)
            guard fields.count == 2, let scope = scope(fields[1]) else { continue }
            let earlier = found[fields[0]]
            found[fields[0]] = earlier == nil || earlier == scope ? scope : .both
        }
        return found
    }()

    private static func scope(_ text: String) -> Scope? {
        switch text {
        case "*": .both
        case "C": .consumer
        case "P": .producer
        default: nil
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// The library's table as text: it is written to a file handle only, so that is a buffer here.
    private static func table() -> String {
        var buffer: UnsafeMutablePointer<CChar>?
        var size = 0
        guard let file = unsafe open_memstream(&buffer, &size) else { return "" }
        unsafe rd_kafka_conf_properties_show(file)
        unsafe fclose(file)
        // Sound: after fclose the buffer is ours, holds a terminated string and is freed once.
        defer { unsafe free(buffer) }
        return unsafe buffer.map { unsafe String(cString: $0) } ?? ""
    }

    private static func distance(_ left: [UInt8], _ text: String) -> Int {
        var row = Array(0...left.count)
        for (above, byte) in text.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = above + 1
            for (index, other) in left.enumerated() {
                let replaced = diagonal + (other == byte ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, row[index] + 1, row[index + 1] + 1)
            }
        }
        return row[left.count]
    }
}
