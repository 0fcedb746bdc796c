// SPDX-License-Identifier: Apache-2.0

/// What a format has of each role: the fields that have it, and a text that stands for them.
///
/// Made once for a format and never freed, so that copies of the format are small and looking up a
/// role copies nothing.
@safe struct RoleTable: @unchecked Sendable {
    // @unchecked: nothing changes after `init`.
    private struct Entry {
        /// Bit n: the field of slot n has the role.
        var slots: UInt64 = 0
        /// Counts where no field of the role is there.
        var constant = ByteSlice("")
    }

    private let entries: UnsafeMutablePointer<Entry>

    init(_ fields: [VendorField], constants: [(role: FieldRole, text: String)]) {
        let count = FieldRole.allCases.count
        unsafe entries = .allocate(capacity: count)
        unsafe entries.initialize(repeating: Entry(), count: count)
        for (slot, field) in fields.enumerated() {
            for role in field.roles {
                unsafe entries[Int(role.rawValue)].slots |= 1 << UInt64(slot)
            }
        }
        for (role, text) in constants {
            unsafe entries[Int(role.rawValue)].constant = ByteSlice(keeping: text)
        }
    }

    /// The same with more fields of some roles.
    func adding(_ fields: [(role: FieldRole, slot: UInt8)]) -> RoleTable {
        let table = RoleTable([], constants: [])
        for role in FieldRole.allCases {
            unsafe table.entries[Int(role.rawValue)] = entries[Int(role.rawValue)]
        }
        for (role, slot) in fields {
            unsafe table.entries[Int(role.rawValue)].slots |= 1 << UInt64(slot)
        }
        return table
    }

    @inline(__always)
    func slots(_ role: FieldRole) -> UInt64 { unsafe entries[Int(role.rawValue)].slots }

    @inline(__always)
    func constant(_ role: FieldRole) -> ByteSlice { unsafe entries[Int(role.rawValue)].constant }
}
