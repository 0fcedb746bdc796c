// SPDX-License-Identifier: Apache-2.0

/// What the settings add to an input's format: the user's own names of events, and for `mapped`
/// where the fields of the native event stand.
///
/// Made once for an input at the start and kept as long as the program.
public struct EventMapping: Sendable {
    /// How the events of a described input are written.
    public enum Layout: Sendable {
        /// One JSON object, an array of them, or one a line.
        case json
        /// Names and values as in the query of a URL, an event a line.
        case query
    }

    /// Why fields do not make an event.
    public enum Fault: Error, Equatable {
        /// No field tells the time.
        case noTime
        /// Neither a field nor a constant tells the type.
        case noType
        /// An id is told whole and in parts.
        case twoIDs
        /// There are so many different paths.
        case tooManyPaths(Int)
        /// A path leads to a value, and through it.
        case nested(String, below: String)
        /// Fields name these paths in different orders.
        case contradictory([String])
    }

    /// Names of events that an input may have of the user's own.
    public static let nameLimit = EventNames.limit
    /// Different paths of one input.
    public static let pathLimit = VendorFormat.fieldLimit

    let own: EventNames
    let table: VendorFormat?

    /// Own names of events besides a format's.
    ///
    /// - Parameter types: What some names mean; at most `nameLimit`.
    public init(types: [(name: String, meaning: EventMeaning)]) {
        own = EventNames(types.map { ($0.meaning, [$0.name]) })
        table = nil
    }

    /// The format `mapped`.
    ///
    /// - Parameters:
    ///   - fields: Of some native fields the paths at which they stand; the first counts that is
    ///     there. Each path is one that `problem(ofPath:)` finds nothing in.
    ///   - constants: Texts that count where no field is there; each one that the field takes.
    ///   - layout: How events are written.
    ///   - timeUnit: How times are told.
    ///   - types: What some names of events mean; at most `nameLimit`.
    /// - Throws: Why an event could not be made of them.
    public init(
        fields: [(field: MappedField, paths: [String])],
        constants: [(field: MappedField, text: String)],
        layout: Layout = .json,
        timeUnit: TimeUnit,
        types: [(name: String, meaning: EventMeaning)]
    ) throws(Fault) {
        let roles = Set(fields.map(\.field.role))
        guard roles.contains(.time) else { throw .noTime }
        let isTyped = roles.contains(.type) || constants.contains { $0.field.role == .type }
        guard isTyped else { throw .noType }
        guard !roles.isSuperset(of: [.id, .idPart]) else { throw .twoIDs }
        let slots = try MappedPaths.fields(fields, timeUnit: timeUnit)
        own = EventNames(types.map { ($0.meaning, [$0.name]) })
        let records: RecordLayout = layout == .query ? .query : .json
        table = VendorFormat(
            slots,
            layout: records,
            events: EventNames([]),
            knowsNativeNames: true,
            isNative: true,
            constants: constants.map { ($0.field.role, $0.text) },
            labels: FieldLabels(keeping: slots, of: records)
        )
    }

    /// What is wrong with a path in events of a layout; nil: nothing is.
    public static func problem(ofPath path: String, in layout: Layout = .json) -> String? {
        let names = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if names.contains(where: \.isEmpty) { return "has an empty name" }
        if path.utf8.contains(where: { $0 < 0x20 }) { return "has a control character" }
        if names.count > 1, layout == .query { return "has a dot, and a query string no members" }
        if names.count > MappedPaths.depthLimit {
            return "has more than \(MappedPaths.depthLimit) names"
        }
        if names.contains(where: { $0.count > MappedPaths.nameLimit }) {
            return "has a name of more than \(MappedPaths.nameLimit) bytes"
        }
        return nil
    }
}

extension VendorFormat {
    /// The table of a format with what the settings add to it; one without fields, where the format
    /// has a decoder of its own.
    init(of format: InputFormat, _ mapping: EventMapping?, in envelope: EventEnvelope) {
        precondition(
            (format == .mapped) == (mapping?.table != nil),
            "the format mapped, and no other, is described in the settings"
        )
        let known = format == .cloudevents ? envelope.vendor : format.vendor
        self = mapping?.table ?? known ?? .none
        if let mapping { own = mapping.own }
    }

    private static let none = VendorFormat([], events: EventNames([]))
}
