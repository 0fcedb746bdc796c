// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Settings

struct AlertsTests {
    private let secret: String

    init() throws {
        secret =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("streamgauge-settings-secret").path
        try "s\n".write(toFile: secret, atomically: true, encoding: .utf8)
    }

    @Test func `an Alertmanager is an address or a mapping, a webhook has a secret`() throws {
        let settings = try offline(
            """
            alerts:
              alertmanager: [ "http://am:9093", { url: "https://am.example/x/", username: u, password_file: \(secret) } ]
              webhook: [ { url: "https://hook.example/a?b=c", secret_file: \(secret) } ]
            """
        )
        #expect(
            settings.alerts.alertmanagers.map { $0.url?.text } == [
                "http://am:9093", "https://am.example/x/",
            ]
        )
        #expect(settings.alerts.alertmanagers.map(\.username) == [nil, "u"])
        #expect(
            settings.alerts.webhooks.map { "\($0.url.map(\.description) ?? "")" } == [
                "hook.example"
            ]
        )
    }

    @Test(
        arguments: [
            (
                "alertmanager: [ { username: u } ]",
                "27: `alerts.alertmanager.0` has no `url`; add `url: ADDRESS`"
            ),
            (
                "alertmanager: [ \"http://a?x\" ]",
                "27: `alerts.alertmanager.0.url` must be the address of an Alertmanager, without a query; "
                    + "write http://HOST:PORT, and the prefix of its paths if it has one"
            ),
            (
                "alertmanager: [ \"http://a\", \"http://a\" ]",
                "39: `alerts.alertmanager.1.url` is a receiver already (a); keep one"
            ),
            (
                "webhook: [ { url: \"http://a\" } ]",
                "22: `alerts.webhook.0` has no `secret_file`; make one with `openssl rand -hex 32` and "
                    + "add `secret_file: FILE`"
            ),
            (
                "webhook: [ { url: \"http://a\", secret_file: /nowhere/x } ]",
                "54: `alerts.webhook.0.secret_file`: cannot read `/nowhere/x`: No such file or directory; "
                    + "check the path and its permissions"
            ),
            (
                "alertmanager: [ { url: \"http://a\", username: u, token_file: /nowhere/x } ]",
                nil
            ),
            (
                "alertmanager: [ { url: \"http://a\", ca_file: /nowhere/x } ]",
                "55: `alerts.alertmanager.0.ca_file` is of no use: the address is not https; "
                    + "write https://, or remove it"
            ),
            (
                "alertmanager: [ { url: \"https://a\", ca_file: /nowhere/x } ]",
                "56: `alerts.alertmanager.0.ca_file`: cannot use `/nowhere/x`: No such file or directory; "
                    + "check the path, its permissions and its content"
            ),
            (
                "alertmanager: [ { url: \"https://a\", ca_file: /dev/null } ]",
                "56: `alerts.alertmanager.0.ca_file`: cannot use `/dev/null`: it holds no certificate in PEM; "
                    + "check the path, its permissions and its content"
            ),
        ] as [(String, String?)]
    )
    func `a fault is told with its place`(text: String, fault: String?) {
        let found = faults("alerts: { \(text) }", for: .daemon)
        if let fault {
            #expect(found.contains("f.yaml:1:\(fault)"), "\(found)")
        } else {
            #expect(found.count == 6, "\(found)")
        }
    }

    @Test func `more receivers than have threads are refused`() {
        let urls = (0...Settings.mostReceivers).map { "\"http://h\($0)\"" }.joined(separator: ", ")
        #expect(faults("alerts: { alertmanager: [ \(urls) ] }").count == 1)
    }

    @Test func `an address with a password is refused and not shown`() {
        let found = faults("alerts: { alertmanager: [ \"http://u:geheim@am\" ] }")
        #expect(
            found.count == 1
                && found[0].hasPrefix("f.yaml:1:27: `alerts.alertmanager.0.url` must be an address")
        )
        #expect(!found[0].contains("geheim") && found[0].contains("password_file"))
    }
}
