// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

extension Blueprint {
    /// A blueprint, or an error that ends the command.
    static func checked(
        _ settings: Settings,
        identity: Events.IdentityKey? = nil
    ) throws(ProgramError) -> Blueprint {
        do throws(SettingsErrors) {
            return try Blueprint(settings, identity: identity)
        } catch {
            throw ProgramError(error)
        }
    }
}
