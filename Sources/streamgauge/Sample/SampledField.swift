// SPDX-License-Identifier: Apache-2.0

import Events

/// A field of events of which a sample tells how often it is there; dimensions come besides.
enum SampledField: String, CaseIterable {
    case id, received, user, anonymous, device, session, message, object, name, response, value
    case score, sentiment

    /// Whether the source gave it.
    func isGiven(in event: borrowing Event) -> Bool {
        switch self {
        case .id: event.flags.contains(.hasID)
        case .received: event.flags.contains(.hasReceived)
        case .user: event.user != 0
        case .anonymous: event.anonymous != 0
        case .device: event.device != 0
        case .session: event.session != 0
        case .message: event.message != 0
        case .object: event.object != 0
        case .name: event.name != 0
        case .response: event.response != 0
        case .value: event.flags.contains(.hasValue)
        case .score: event.flags.contains(.hasScore)
        case .sentiment: event.flags.contains(.hasSentiment)
        }
    }
}
