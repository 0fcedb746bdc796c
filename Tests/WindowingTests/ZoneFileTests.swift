// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Windowing

struct ZoneFileTests {
    // There the clock went back over midnight, which nominal time does not follow.
    @Test(arguments: SystemZone.names.filter { $0 != "America/St_Johns" })
    func `it says what the C library says, from 1970 to 2100`(name: String) throws {
        let calendar = try SystemZone.calendar(name)
        var random = SplitMix64(seed: 1970)
        // Less than the C library takes at once through a pipe.
        let times = (0..<2_000).map { _ in random.number(0...4_102_444_799) }
        let expected = try SystemZone.offsets(name, at: times)
        #expect(expected.count == times.count)
        for (time, offset) in zip(times, expected) {
            let found = calendar.nominal(time * 1_000) / 1_000 - time
            #expect(found == offset, "\(name) at \(time)")
        }
    }

    @Test func `bytes that are no such file give no calendar, and none traps`() throws {
        #expect(ZoneCalendar(zoneFile: []) == nil)
        #expect(ZoneCalendar(zoneFile: Array("TZif2".utf8)) == nil)
        let rome = try SystemZone.bytes("Europe/Rome")
        for count in stride(from: 0, to: rome.count - 20, by: 7) {
            #expect(ZoneCalendar(zoneFile: Array(rome.prefix(count))) == nil, "\(count) bytes")
        }
        var random = SplitMix64(seed: 3)
        for _ in 0..<500 {
            var bytes = rome
            for _ in 0..<random.number(1...4) {
                bytes[Int(random.number(0...Int64(rome.count - 1)))] = UInt8(random.number(0...255))
            }
            // Whatever it is, it can be asked.
            _ = ZoneCalendar(zoneFile: bytes)?.nominal(1_767_225_600_000)
        }
    }
}
