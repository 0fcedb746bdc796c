// SPDX-License-Identifier: Apache-2.0

/// Side tables told simply: for each key and field the list of its changes.
public struct ModelTables {
    private struct Change {
        var value: String
        var since: Int64
    }

    private var changes: [String: [String: [Change]]] = [:]

    /// Nothing known.
    public init() {}

    /// Takes a record that gives all fields of its table, empty ones for those that it lacks.
    public mutating func set(_ key: String, _ fields: [String: String], at time: Int64) {
        for (field, value) in fields {
            var list = changes[key]?[field] ?? []
            guard value != list.last?.value ?? "" else { continue }
            list.append(Change(value: value, since: max(time, list.last?.since ?? .min)))
            changes[key, default: [:]][field] = list
        }
    }

    /// Takes a record without a value.
    public mutating func remove(_ key: String) { changes[key] = nil }

    /// What an event of that time with that key takes; empty: nothing.
    public func value(_ key: String, _ field: String, at time: Int64) -> String {
        let list = changes[key]?[field] ?? []
        guard let last = list.last else { return "" }
        if time >= last.since { return last.value }
        return list.dropLast().last?.value ?? ""
    }
}
