// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPAPI
import Testing

struct HTTPConfigurationTests {
    private let folder: SecretFolder

    init() throws { folder = try SecretFolder() }

    @Test(arguments: [
        ("127.0.0.1", false, 0), ("localhost", false, 0), ("::1", false, 0), ("127.1.2.3", true, 0),
        ("0.0.0.0", false, 1), ("::", false, 1), ("10.0.0.1", true, 1),
    ])
    func `who listens for other machines hears of what is missing`(
        host: String,
        hasToken: Bool,
        count: Int
    ) throws {
        var configuration = HTTPConfiguration(host: host, port: 0)
        if hasToken {
            configuration.tokens = [try folder.token("t", "0123456789abcdef", .read)]
        }
        let warnings = try configuration.examine(now: 0)
        #expect(warnings.count == count)
        let missing = hasToken ? "set http.tls" : "set http.tokens"
        #expect(warnings.allSatisfy { $0.contains(missing) })
    }

    @Test func `a secret that everybody can read is told`() throws {
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        let file = try folder.token("t", "0123456789abcdef", .read)
        configuration.tokens = [file]
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(
            try configuration.examine(now: 0) == [
                "\(file.path) can be read by every user of this machine: chmod o-rwx \(file.path)"
            ]
        )
    }

    @Test func `a certificate that ends is told before and after`() throws {
        let authority = try TestAuthority(folder)
        var configuration = HTTPConfiguration(host: "127.0.0.1", port: 0)
        let files = try authority.server("server", days: 30)
        configuration.tls = files
        let now = Int64(Date().timeIntervalSince1970)
        #expect(try configuration.examine(now: now) == [])
        let soon = try configuration.examine(now: now + 20 * 86_400 + 3_600)
        #expect(soon == ["the certificate in \(files.certificate) ends within 10 days: replace it"])
        let late = try configuration.examine(now: now + 40 * 86_400)
        #expect(late == ["the certificate in \(files.certificate) has ended: replace it"])
    }
}
