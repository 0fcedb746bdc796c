// SPDX-License-Identifier: Apache-2.0

/// What an id names; the salt that keeps equal ids of different kinds apart.
///
/// The numbers are part of stored state: they are never used again for another kind.
enum IdentityKind: UInt8, CaseIterable {
    case user = 1
    case anonymous = 2
    case device = 3
    case session = 4
    case message = 5
    case recipient = 6
    case object = 7
    case response = 8
    case thread = 9
    case name = 10
    case event = 11
    case source = 12
    case content = 13
}
