// SPDX-License-Identifier: Apache-2.0

import Events

extension Event {
    /// Leaves out what decoders do not hash that are told to hash some ids only.
    mutating func keep(_ identities: IdentitySet) {
        if !identities.contains(.events) { id = 0 }
        if !identities.contains(.persons) { (user, anonymous, device) = (0, 0, 0) }
        if !identities.contains(.sessions) { session = 0 }
        if !identities.contains(.messages) { message = 0 }
        if !identities.contains(.objects) { object = 0 }
        if !identities.contains(.responses) { response = 0 }
        if !identities.contains(.threads) { thread = 0 }
        if !identities.contains(.names) { name = 0 }
    }
}
