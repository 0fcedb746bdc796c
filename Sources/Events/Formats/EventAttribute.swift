// SPDX-License-Identifier: Apache-2.0

/// An attribute of CloudEvents that the envelope gives; the raw value is its place among their slots.
enum EventAttribute: UInt8, CaseIterable {
    case type, time, source, id

    /// The attribute whose header in binary mode has that name.
    init?(header name: ByteSlice) {
        guard name.dropping("ce_").count < name.count,
            let found = Self.names.index(of: name.dropping("ce_"))
        else { return nil }
        self.init(rawValue: UInt8(found))
    }

    private static let names = NameTable(allCases.map { "\($0)" })

    /// The reason of an event in which it is amiss.
    var reason: RejectionReason {
        switch self {
        case .type: .type
        case .time: .time
        case .source, .id: .field
        }
    }
}
