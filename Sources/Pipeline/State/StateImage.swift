// SPDX-License-Identifier: Apache-2.0

/// All parts of the state as of one commit, put together from deltas in their order.
public struct StateImage: Sendable {
    /// By the key of the section, with the number 0, and the part's number.
    private(set) var parts: [StateKey: [UInt32: [UInt8]]] = [:]

    /// No state.
    public init() {}

    /// How many parts there are.
    public var count: Int { parts.values.reduce(0) { $0 + $1.count } }

    /// Bytes of all parts.
    public var byteCount: Int {
        parts.values.reduce(0) { $1.values.reduce($0) { $0 + $1.count } }
    }

    /// Takes the delta of the next commit.
    ///
    /// - Parameter delta: as a `StateRecorder` made it.
    /// - Throws: `.damaged`; then the image is of no use any more.
    public mutating func apply(_ delta: [UInt8]) throws(StateError) {
        var reader = StateReader(delta)
        while !reader.isAtEnd {
            let raw: UInt8 = try reader.read()
            guard let kind = StateKind(rawValue: raw) else {
                throw StateError(.otherVersion, "the state has parts of an unknown kind, \(raw)")
            }
            let section = StateKey(kind, try reader.read())
            let number: UInt32 = try reader.read()
            let content = try reader.readCounted()
            parts[section, default: [:]][number] = content.isEmpty ? nil : content
        }
    }

    /// From when on the application saw everything, ms; also of state of other definitions.
    public var completeFrom: Int64 {
        get throws(StateError) {
            var content = try single(.emission)
            // When the watermark was known first stands before it.
            _ = try content.read(Int64.self)
            return try content.read()
        }
    }

    /// The id of the cluster that the inputs were read from; nil: it was not known.
    public var cluster: String? {
        optional(.cluster).flatMap { reader in
            var reader = reader
            guard let bytes = try? reader.readRest() else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The latest time of an event that was counted, ms; nil: there was none.
    var latestEventTime: Int64? {
        get throws(StateError) {
            var content = try single(.clocks)
            return try Aggregator.latestEventTime(&content)
        }
    }

    /// The number of each input partition's source, by the partition's number; none where nothing counts.
    var partitionSources: [Int] {
        get throws(StateError) {
            guard var content = optional(.clocks) else { return [] }
            return try Aggregator.partitionSources(&content)
        }
    }

    /// The parts of a section, by number.
    ///
    /// - Complexity: O(parts of the section, with a logarithm).
    func section(_ kind: StateKind, _ index: Int = 0) -> [(number: Int, content: StateReader)] {
        (parts[StateKey(kind, UInt16(index))] ?? [:]).sorted { $0.key < $1.key }
            .map { (Int($0.key), StateReader($0.value)) }
    }

    /// Removes the sections of a kind.
    ///
    /// - Returns: them by index.
    mutating func takeSections(of kind: StateKind) -> [UInt16: [UInt32: [UInt8]]] {
        var sections: [UInt16: [UInt32: [UInt8]]] = [:]
        for key in parts.keys where key.kind == kind {
            sections[key.index] = parts.removeValue(forKey: key)
        }
        return sections
    }

    /// Puts a section in the place of what was there.
    mutating func setSection(_ kind: StateKind, _ index: Int, _ section: [UInt32: [UInt8]]) {
        parts[StateKey(kind, UInt16(index))] = section.isEmpty ? nil : section
    }

    /// The part of a section that has one or none.
    func optional(_ kind: StateKind) -> StateReader? {
        parts[StateKey(kind)]?[0].map { StateReader($0) }
    }

    /// The part of a section that has one.
    ///
    /// - Throws: `.damaged` where it is missing.
    func single(_ kind: StateKind, _ index: Int = 0) throws(StateError) -> StateReader {
        guard let content = parts[StateKey(kind, UInt16(index))]?[0] else {
            throw StateError(.damaged, "the state lacks the part \(kind) \(index)")
        }
        return StateReader(content)
    }
}
