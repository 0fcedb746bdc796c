// SPDX-License-Identifier: Apache-2.0

/// A format of input records: `inputs[].format` in the settings.
public enum InputFormat: String, Sendable, CaseIterable {
    /// The native event.
    case native
    /// What Segment's client libraries and RudderStack send.
    case segment

    /// The fields of the format; the index of one is its slot.
    var fields: [FieldSpecification] {
        switch self {
        case .native: NativeField.specifications
        case .segment: SegmentField.specifications
        }
    }

    /// The name of the field in that slot.
    func fieldName(_ slot: Int) -> String {
        slot < fields.count ? "\(fields[slot].path)" : ""
    }
}
