// SPDX-License-Identifier: Apache-2.0

/// What the name of an event means.
struct EventMeaning: BitwiseCopyable {
    let type: EventType
    let subtype: Subtype
    /// Where it is not that of the type.
    let channel: Channel?

    init(_ type: EventType, _ subtype: Subtype = .none, _ channel: Channel? = nil) {
        self.type = type
        self.subtype = subtype
        self.channel = channel
    }
}
