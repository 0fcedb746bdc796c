// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct ProcessReadingTests {
    @Test func `this process has numbers that can be true`() throws {
        let reading = ProcessReading.current
        #expect(try #require(reading.cpuSeconds) > 0)
        #expect(try #require(reading.residentBytes) > 1_000_000)
        let age = Date().timeIntervalSince1970 - (try #require(reading.startSeconds))
        // Ticks are 10 ms long, and the boot is told in whole seconds.
        #expect(age > -2 && age < 86_400)
        #expect(try #require(reading.openDescriptors) >= 3)
        #expect(try #require(reading.descriptorLimit) >= 64)
    }

    @Test func `CPU time goes on and the start does not`() throws {
        let first = ProcessReading.current
        let second = ProcessReading.current
        #expect(try #require(second.cpuSeconds) > #require(first.cpuSeconds))
        #expect(second.startSeconds == first.startSeconds)
    }
}
