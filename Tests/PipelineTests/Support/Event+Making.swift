// SPDX-License-Identifier: Apache-2.0

import Events

extension Event {
    /// An event of a type on its usual channel.
    static func make(
        _ type: EventType,
        at time: Int64,
        _ change: (inout Event) -> Void = { _ in }
    ) -> Event {
        var event = Event()
        event.type = type
        event.channel = type.defaultChannel
        event.time = time
        event.received = time
        change(&event)
        return event
    }
}
