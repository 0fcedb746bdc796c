// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct VendorFormatTests {
    private let format = VendorFormat(
        [
            VendorField("kind", .string, .type, .name),
            VendorField("at", .integer, .time, unit: .seconds),
            VendorField("who", .string, .user),
            .free("who2", .string, .user),
        ],
        events: EventNames([(EventMeaning(.order), ["bought", "paid"])])
    )

    @Test func `roles have their fields in the order of the list`() {
        #expect(format.slots(.type) == 1 && format.slots(.name) == 1)
        #expect(format.slots(.user) == 0b1100 && format.firstSlot(.user) == 2)
        #expect(format.slots(.device) == 0)
        #expect(format.unit(1) == .seconds && format.unit(0) == .text)
        #expect(format.specifications.map(\.isLenient) == [false, false, false, true])
    }

    @Test func `a value of the wrong kind has the reason of its role`() {
        #expect(format.reason(ofSlot: 0) == .type)
        #expect(format.reason(ofSlot: 1) == .time)
        #expect(format.reason(ofSlot: 2) == .field)
    }

    @Test(arguments: InputFormat.allCases)
    func `every format's table can be read, and its names say one thing each`(format: InputFormat) {
        #expect(format.fields.count <= 64)
        #expect(Set(format.fields.map(\.path)).count == format.fields.count)
        guard let vendor = format.vendor else { return }
        #expect(vendor.slots(.type) != 0 && vendor.slots(.time) != 0)
    }
}
