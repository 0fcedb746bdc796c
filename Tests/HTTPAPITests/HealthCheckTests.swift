// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct HealthCheckTests {
    @Test(arguments: [
        (0.0, nil), (30.0, nil), (30.04, "no sign of life for 30.0 s, allowed are 30.0 s"),
        (65.27, "no sign of life for 65.3 s, allowed are 30.0 s"),
        (.infinity, "no sign of life for inf s, allowed are 30.0 s"),
    ])
    func `a thread that is silent for too long fails`(age: Double, failure: String?) {
        let check = HealthCheck.heartbeat("ingest", limitSeconds: 30) { age }
        #expect(check.name == "ingest")
        #expect(check.failure() == failure)
    }

    @Test func `the published status is asked each time`() throws {
        let fixture = try PublishedFixture()
        let live = HealthCheck.live(fixture.store)
        let ready = HealthCheck.ready(fixture.store)
        #expect(live.failure() == nil)
        #expect(ready.failure() == "no reason given")
        var status = PublishedStatus()
        status.isLive = false
        status.reasons = ["broker away", "behind"]
        fixture.store.publish(status: status)
        #expect(live.failure() == "broker away; behind")
        #expect(ready.failure() == "broker away; behind")
        status.isLive = true
        status.isReady = true
        fixture.store.publish(status: status)
        #expect(live.failure() == nil)
        #expect(ready.failure() == nil)
    }
}
