// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import streamgauge

/// Commands, files and links of the documentation, against what there is.
///
/// `IntegrationTests/PagesTests` do what the pages say.
struct PagesTests {
    /// First words of what readers type.
    private static let programs: Set = [
        "apt-get", "cat", "curl", "docker", "for", "java", "jq", "kcat", "kubectl", "openssl",
        "printf",
        "prometheus", "prometheus-alertmanager", "python3", "streamgauge", "sudo", "swift",
        "systemctl",
    ]

    /// The commands of all pages, with their page.
    private static func commands() throws -> [(page: String, block: DocumentedPage.Block)] {
        try DocumentedPage.all().flatMap { page in
            page.blocks.filter(\.isCommand).map { (page.name, $0) }
        }
    }

    @Test func `each command is run by a test, or it is said why not`() throws {
        let commands = try Self.commands()
        #expect(commands.count > 40)
        for (page, block) in commands where !PageCommands.followed.contains(page) {
            #expect(
                PageCommands.rule(for: block, of: page)?.reason != nil,
                "\(page):\(block.line) is run by no test"
            )
        }
        for rule in PageCommands.rules {
            #expect(
                commands.contains { rule.covers($0.block, of: $0.page) },
                "\(rule.page) has no command that begins with \(rule.start)"
            )
        }
    }

    @Test func `commands are told from what they print`() throws {
        for page in try DocumentedPage.all() {
            for block in page.blocks where block.language.isEmpty {
                let first = block.lines.first ?? ""
                let word = first.prefix { $0 != " " }
                // What the program says begins with its name, too.
                let isSaid = first.contains(/^streamgauge(:| \d)/)
                #expect(
                    isSaid || !Self.programs.contains(String(word)) && !word.hasPrefix("./"),
                    "\(page.name):\(block.line) is a command, so it begins with ```sh"
                )
            }
        }
    }

    @Test func `commands and options of the program exist`() throws {
        var count = 0
        for (page, block) in try Self.commands() {
            // What follows a pipe or a sign of redirection is for others.
            let text = block.lines.joined(separator: "\n").replacing("\\\n", with: " ")
            for call in text.matches(of: /(?:^|[\n;&(] *)streamgauge ([^\n|;&>)]+)/) {
                let words = call.output.1.split(separator: " ")
                count += 1
                let name = String(words[0])
                guard !name.hasPrefix("--") else { continue }
                let command = try #require(
                    Command.all.first { $0.name == name },
                    "\(page):\(block.line): \(name)"
                )
                for word in words.dropFirst() where word.hasPrefix("--") {
                    let option = word.dropFirst(2).prefix { $0 != "=" }
                    #expect(
                        command.options.contains { $0.name == option },
                        "\(page):\(block.line): \(name) \(word)"
                    )
                }
            }
        }
        #expect(count > 15)
    }

    @Test func `files that pages name are there`() throws {
        let project = DocumentedPage.projectFolder.path()
        for page in try DocumentedPage.all() {
            let paths = page.text.matches(
                of: /\b((?:deploy|Benchmarks|Tests|Sources)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9_])/
            )
            for path in Set(paths.map { String($0.output.1) }) where !path.contains("/.build/") {
                #expect(
                    FileManager.default.fileExists(atPath: project + "/" + path),
                    "\(page.name): \(path)"
                )
            }
        }
    }

    @Test func `metrics that pages and example rules name are on the page of metrics`() throws {
        let known = try DocumentedPage.named("Metrics.md").text
        let rules = DocumentedPage.projectFolder
            .appending(path: "deploy/examples/prometheus/kpis.rules.yaml")
        let texts =
            try DocumentedPage.all().map { ($0.name, $0.text) }
            + [("kpis.rules.yaml", String(contentsOf: rules, encoding: .utf8))]
        for (name, text) in texts {
            let names = text.matches(of: /\bstreamgauge_[a-z_]+/).map { $0.output }
            // The file of a package has an underscore behind the name, too.
            for metric in Set(names) where !metric.hasSuffix("_") {
                let family = metric.replacing(/_(bucket|count|sum)$/, with: "")
                #expect(known.contains(family), "\(name): \(metric)")
            }
        }
    }

    @Test func `the table for Flink on the page is the one that is run`() throws {
        let file = DocumentedPage.projectFolder.appending(path: "deploy/examples/flink/finals.sql")
        let text = try String(contentsOf: file, encoding: .utf8)
        let page = try DocumentedPage.named("Processors.md")
        let table = try #require(page.blocks.first { $0.language == "sql" })
        #expect(text.hasSuffix("\n" + table.lines.joined(separator: "\n") + "\n"))
    }

    @Test func `the version of the program has its notes, and pages name no other`() throws {
        let releases = try DocumentedPage.named("Releases.md").text
        let newest = releases.firstMatch(of: /\n## ([0-9.]+)\n/)?.output.1
        #expect(newest.map(String.init) == Program.version)
        for page in try DocumentedPage.all() {
            for name in page.text.matches(of: /streamgauge[_ ]([0-9]+\.[0-9]+\.[0-9]+)/) {
                #expect(String(name.output.1) == Program.version, "\(page.name): \(name.output.0)")
            }
        }
    }

    @Test func `links of all pages lead to files, and each decision is in the list of all`() throws
    {
        let pages = try DocumentedPage.whole()
        let names = Set(pages.compactMap { URL(filePath: $0.name).lastPathComponent })
        var count = 0
        for page in pages {
            let folder = DocumentedPage.projectFolder.appending(path: page.name)
                .deletingLastPathComponent()
            for link in page.text.matches(of: /\]\(([^)\s:#]+)(?:#[^)\s]*)?\)/) {
                let target = folder.appending(path: String(link.output.1)).path()
                count += 1
                #expect(
                    FileManager.default.fileExists(atPath: target),
                    "\(page.name) links to \(link.output.1)"
                )
            }
            for link in page.text.matches(of: /<doc:([^>#]+)(?:#[^>]*)?>/) {
                #expect(names.contains("\(link.output.1).md"), "\(page.name): \(link.output.0)")
            }
        }
        #expect(count > 100)
        let list = try DocumentedPage.named("Decisions.md").text
        for page in pages where page.name.contains("/Decisions/") {
            let file = URL(filePath: page.name).lastPathComponent
            #expect(list.contains("(Decisions/\(file))"), "Decisions.md does not name \(file)")
        }
    }

    @Test func `links lead to pages, and each page is in the list of all`() throws {
        let pages = try DocumentedPage.all()
        let names = Set(pages.map(\.name))
        for page in pages {
            let folder = page.name == "README.md" ? "Sources/streamgauge/streamgauge.docc/" : ""
            for link in page.text.matches(of: /\]\(([A-Za-z\/.]+\.md)(?:#[a-z0-9-]+)?\)/) {
                let target = String(link.output.1)
                #expect(
                    names.contains(target.replacing(folder, with: "")),
                    "\(page.name) links to \(target)"
                )
            }
        }
        let list = try DocumentedPage.named("streamgauge.md").text
        for name in names.subtracting(["README.md", "streamgauge.md"]) {
            #expect(
                list.contains("- <doc:\(name.dropLast(3))>"),
                "streamgauge.md does not name \(name)"
            )
        }
    }
}
