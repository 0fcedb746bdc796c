// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import Kafka

struct FetchSettingsTests {
    @Test func `brokers are read directly where the connection is plain`() {
        #expect(FetchSettings([:]) != nil)
        #expect(FetchSettings(["security.protocol": "PLAINTEXT"]) != nil)
        for other in ["ssl", "sasl_plaintext", "SASL_SSL"] {
            #expect(FetchSettings(["security.protocol": other]) == nil)
        }
        #expect(FetchSettings(["client.rack": "a"]) == nil)
    }

    @Test func `the user's word wins under each of its names`() {
        #expect(FetchSettings([:])?.partitionBytes == 524_288)
        #expect(FetchSettings(["max.partition.fetch.bytes": "99"])?.partitionBytes == 99)
        #expect(FetchSettings(["isolation.level": "read_uncommitted"])?.isReadCommitted == false)
        #expect(FetchSettings(["check.crcs": "false"])?.checksChecksums == false)
        let families = ["any", "v4", "V6"].map {
            FetchSettings(["broker.address.family": $0])?.addressFamily
        }
        #expect(families == [AF_UNSPEC, AF_INET, AF_INET6])
    }
}
