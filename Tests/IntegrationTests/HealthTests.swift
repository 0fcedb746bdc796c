// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

/// That `streamgauge health` asks a daemon the way it is reached.
struct HealthTests {
    @Test
    func `a daemon with a certificate is asked over TLS, also one that asks for certificates`()
        throws
    {
        let certificates = try CertificateFolder(["own"])
        let pair =
            "certificate: \(certificates.certificate("own")), key: \(certificates.key("own"))"
        let authority = "client_ca: \(certificates.certificate("own"))"
        for (tls, live, ready) in [
            (pair, "ok\n", 0),
            ("\(pair), \(authority)", "listens, and asks clients for a certificate\n", 69),
        ] as [(String, String, Int32)] {
            var scene = try Scene(ready == 0 ? "health-tls" : "health-mutual")
            let port = try FreePorts.take(1)[0]
            scene.sections["http"] = "{listen: \"127.0.0.1:\(port)\", tls: {\(tls)}}"
            let nobody = try scene.run("health")
            #expect(nobody.status == 69 && nobody.errors.contains("nobody answers at https://"))
            try scene.write(Scene.pageViews(3, in: 0, country: "IT"))
            let daemon = try scene.start()
            try daemon.awaitLog("reads")
            let health = try scene.run("health")
            #expect(health.status == 0 && health.output == live, "\(health)")
            let other = try Patience.wait(for: "an answer about readiness") {
                let run = try scene.run("health", "--ready")
                return run.status == ready ? run : nil
            }
            #expect(ready == 0 || other.errors.contains("takes only clients with a certificate"))
            #expect(daemon.stop() == 0, "\(daemon.log)")
        }
    }

    @Test func `a topic that is deleted is told as such, and not as brokers that are away`() throws
    {
        let scene = try Scene("health-deleted")
        try scene.write(Scene.pageViews(3, in: 0, country: "IT"))
        let daemon = try scene.start()
        try daemon.awaitRecords(3)
        try scene.broker.deleteTopic(scene.name)
        let why = try Patience.wait(for: "it not to be ready; \(daemon.log)") {
            try daemon.unreadiness().flatMap { $0.contains("does not exist") ? $0 : nil }
        }
        #expect(!why.contains("no broker can be reached"), "\(why)")
        daemon.kill()
    }
}
