// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The daemon under a service manager, which it tells how it is.
@Suite(.serialized) struct ServiceTests {
    /// A manager whose watchdog barks after 8 s.
    private func supervisor(_ scene: Scene) throws -> (ServiceSocket, environment: [String: String])
    {
        let address = scene.folder.appendingPathComponent("notify").path
        let environment = ["NOTIFY_SOCKET": address, "WATCHDOG_USEC": "8000000"]
        return (try ServiceSocket(address: address), environment)
    }

    @Test func `it is ready when it reads, gives signs of life, and tells its end`() throws {
        let scene = try Scene("service")
        let (supervisor, environment) = try supervisor(scene)
        let daemon = try scene.start(environment: environment)
        let ready = try #require(supervisor.await("READY"))
        #expect(ready["STATUS"]?.contains("reads 1 partitions") == true, "\(ready)")
        // The first sign says how strict the manager is to be.
        #expect(supervisor.await("WATCHDOG") == ["WATCHDOG_USEC": "8000000", "WATCHDOG": "1"])
        #expect(supervisor.await("WATCHDOG") == ["WATCHDOG": "1"])
        daemon.terminate()
        #expect(supervisor.await("STOPPING")?["STATUS"] == "writes the last batch")
        #expect(daemon.awaitEnd() == 0, "\(daemon.log)")
    }

    @Test func `a process that stands still gives no sign of life`() throws {
        let scene = try Scene("service-halted")
        let (supervisor, environment) = try supervisor(scene)
        let daemon = try scene.start(environment: environment)
        #expect(supervisor.await("WATCHDOG") != nil)
        daemon.halt()
        while supervisor.next(withinMilliseconds: 0) != nil {}
        #expect(supervisor.await("WATCHDOG", limitMilliseconds: 8_000) == nil)
        daemon.resume()
        #expect(supervisor.await("WATCHDOG") != nil)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `a process that stands by is ready, and tells who leads`() throws {
        let scene = try Scene("service-standby")
        let leader = try scene.start("leader")
        try leader.awaitLog("reads")
        let (supervisor, environment) = try supervisor(scene)
        let standby = try scene.start("standby", environment: environment)
        let ready = try #require(supervisor.await("READY"))
        #expect(ready["STATUS"]?.contains("stands by: a process at /127.0.0.1 leads") == true)
        #expect(supervisor.await("WATCHDOG") != nil)
        #expect(standby.stop() == 0, "\(standby.log)")
        #expect(leader.stop() == 0, "\(leader.log)")
    }

    @Test func `a standby that takes over may be silent until it reads`() throws {
        let scene = try Scene("service-takeover")
        let leader = try scene.start("leader")
        try leader.awaitLog("reads")
        let (supervisor, environment) = try supervisor(scene)
        let standby = try scene.start("standby", environment: environment)
        #expect(supervisor.await("READY") != nil)
        leader.kill()
        #expect(supervisor.await("WATCHDOG_USEC")?["WATCHDOG_USEC"] == "8000000")
        #expect(supervisor.await("WATCHDOG_USEC")?["WATCHDOG_USEC"] == "600000000")
        #expect(supervisor.await("WATCHDOG_USEC")?["WATCHDOG_USEC"] == "8000000")
        #expect(supervisor.await("WATCHDOG") == ["WATCHDOG": "1"])
        #expect(standby.stop() == 0, "\(standby.log)")
    }

    @Test func `a reload has a beginning and an end`() throws {
        let scene = try Scene("service-reload")
        let (supervisor, environment) = try supervisor(scene)
        let daemon = try scene.start(environment: environment)
        #expect(supervisor.await("READY") != nil)
        daemon.reload()
        let begun = try #require(supervisor.await("RELOADING"))
        #expect(begun["RELOADING"] == "1" && Int(begun["MONOTONIC_USEC"] ?? "") ?? 0 > 0)
        #expect(supervisor.await("READY")?["READY"] == "1")
        try daemon.awaitLog("the settings were read again taken_over=0 need_restart=0")
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }

    @Test func `while no broker is there the start takes as long as it takes`() throws {
        var scene = try Scene("service-nobody", partitions: 0)
        scene.sections["kafka"] = "{bootstrap.servers: \"127.0.0.1:9\"}"
        let (supervisor, environment) = try supervisor(scene)
        let daemon = try scene.start(environment: environment)
        #expect(supervisor.await("STATUS")?["STATUS"]?.contains("cannot start yet") == true)
        #expect(supervisor.await("EXTEND_TIMEOUT_USEC") != nil)
        #expect(daemon.stop() == 0, "\(daemon.log)")
    }
}
