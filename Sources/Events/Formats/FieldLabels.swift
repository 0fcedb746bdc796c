// SPDX-License-Identifier: Apache-2.0

/// What messages need to know of a format that is described in the settings.
///
/// One lives as long as the program: an error outlives its decoder, and is a few bytes without
/// heap. There is one for each such input.
@safe struct FieldLabels: Sendable, Equatable {
    private final class Fields: Sendable {
        let names: [String]
        let units: [TimeUnit]
        let layout: RecordLayout

        init(_ fields: [VendorField], _ layout: RecordLayout) {
            self.layout = layout
            names = fields.map(\.specification.path)
            units = fields.map(\.unit)
        }
    }

    private let fields: Unmanaged<Fields>

    init(keeping fields: [VendorField], of layout: RecordLayout) {
        unsafe self.fields = .passRetained(Fields(fields, layout))
    }

    /// How the format's events are written.
    var layout: RecordLayout { unsafe fields._withUnsafeGuaranteedRef { $0.layout } }

    /// The path of the field in a slot.
    func name(ofSlot slot: UInt8) -> String {
        let names = unsafe fields._withUnsafeGuaranteedRef { $0.names }
        return names.indices.contains(Int(slot)) ? names[Int(slot)] : ""
    }

    /// How the time in a slot is told.
    func unit(ofSlot slot: UInt8) -> TimeUnit {
        let units = unsafe fields._withUnsafeGuaranteedRef { $0.units }
        return units.indices.contains(Int(slot)) ? units[Int(slot)] : .text
    }

    static func == (one: FieldLabels, other: FieldLabels) -> Bool {
        unsafe one.fields.toOpaque() == other.fields.toOpaque()
    }
}
