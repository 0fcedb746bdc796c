// SPDX-License-Identifier: Apache-2.0

import Foundation
import Settings
import Testing

@testable import streamgauge

/// Files of `deploy` that must agree with each other and with the program.
struct DeployedFilesTests {
    private static let deploy = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }.appending(path: "deploy")

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: deploy.appending(path: path), encoding: .utf8)
    }

    @Test(arguments: ["debian/streamgauge.yaml", "compose/streamgauge.yaml"])
    func `settings that are shipped are right, and fit their memory`(path: String) throws {
        let key = Self.deploy.appending(path: "compose/example.key").path()
        let settings = try Settings.load(
            file: Self.deploy.appending(path: path).path(),
            overrides: ["identity.key_file=\(key)"],
            environment: [:],
            for: .daemon
        )
        let blueprint = try Blueprint.checked(settings)
        #expect(blueprint.memoryErrors.isEmpty && blueprint.clientErrors.isEmpty)
    }

    @Test func `an image is built with the libraries that the scripts install`() throws {
        let scripts = try Self.text("lib/packages.sh")
        let list = try #require(scripts.firstMatch(of: /library_packages=\(([^)]*)\)/)?.output.1)
        let image = try Self.text("container/Dockerfile")
        let step = try #require(
            image.firstMatch(of: /AS build\nRUN ([^\n]*\\\n[^W]*)WORKDIR/)?.output.1
        )
        let wanted = list.split { $0.isWhitespace }
        let named = step.split { $0.isWhitespace || $0 == "\\" }.suffix(wanted.count)
        #expect(wanted.count >= 9)
        #expect(Array(named) == wanted)
    }

    @Test func `an image gets every folder that the package names`() throws {
        let ignored = try String(
            contentsOf: Self.deploy.appending(path: "../.dockerignore"),
            encoding: .utf8
        )
        #expect(!ignored.split(separator: "\n").contains { $0.hasPrefix("Tests") })
    }

    @Test func `the service is not started again where it would be the same again`() throws {
        let unit = try Self.text("systemd/streamgauge.service")
        let codes = [ExitCode.usage, .data, .settings].map { "\($0.rawValue)" }
        #expect(unit.contains("\nRestartPreventExitStatus=\(codes.joined(separator: " "))\n"))
        #expect(unit.contains("\nRestart=on-failure\n") && unit.contains("\nType=notify\n"))
        // The shell has `kill` where no other package brings it.
        #expect(unit.contains("\nExecReload=/bin/sh -c \"kill -HUP ${MAINPID}\"\n"))
    }

    @Test func `whoever runs it in an image, a pod or as a service asks and calls it alike`() throws
    {
        let image = try Self.text("container/Dockerfile")
        #expect(image.contains(#"CMD ["streamgauge", "health", "--config","#))
        #expect(Command.all.contains { $0.name == "health" })
        let pods = try Self.text("kubernetes/streamgauge.yaml")
        #expect(pods.contains("image: streamgauge:\(Program.version)\n"))
        #expect(pods.matches(of: /path: \/livez/).count == 2)
        #expect(pods.contains("startupProbe:\n            httpGet: { path: \"/readyz?standby=ok\""))
    }
}
