// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Settings
import Testing

@testable import streamgauge

/// Help texts against files; `streamgauge NAME --help` writes one anew.
struct HelpTextTests {
    private func golden(_ name: String) throws -> String {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Golden")
        )
        return try String(contentsOf: url, encoding: .utf8)
    }

    @Test func `the program's help is the text that was read and approved`() throws {
        #expect(HelpText.program(Command.all) == (try golden("streamgauge")))
    }

    @Test(arguments: Command.all.map(\.name))
    func `a command's help is the text that was read and approved`(name: String) throws {
        let command = try #require(Command.all.first { $0.name == name })
        #expect(HelpText.command(command) == (try golden(name)))
    }

    @Test func `how many KPIs are usual is said as it is`() throws {
        let kpis = Catalogue.kpis()
        let usual = kpis.filter(\.isUsual).count
        #expect(
            try golden("replay").contains("usual \(usual) of the catalogue's \(kpis.count) KPIs")
        )
        #expect(
            SettingsReference.markdown.contains("\(usual) of the \(kpis.count) of the catalogue")
        )
    }

    @Test func `help fits a terminal of 100 columns`() {
        let texts = [HelpText.program(Command.all)] + Command.all.map(HelpText.command)
        for line in texts.joined().split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }

    @Test(arguments: Command.all.map(\.name))
    func `a command's examples are calls that it understands`(name: String) throws {
        let command = try #require(Command.all.first { $0.name == name })
        #expect(!command.examples.isEmpty)
        for example in command.examples {
            let words = example.call.split(separator: " ").map(String.init)
            #expect(words.first == name)
            let own = words.dropFirst().prefix { $0 != ">" && $0 != "<" }
            #expect(try ArgumentParser(command: command).parse(Array(own)) != nil)
        }
    }
}
