// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Turns the measurements of a run into a table.
struct Report {
    private static let titles = [
        ("floor", "read, touch nothing (the floor)"),
        ("decode", "read, decode"),
        ("aggregate", "read, decode, count"),
        ("daemon", "`streamgauge run`"),
    ]

    private let measurements: [Measurement]

    init(_ arguments: Arguments) throws {
        let text = try String(contentsOfFile: try arguments.text("measurements"), encoding: .utf8)
        measurements = try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(Measurement.self, from: Data(line.utf8))
        }
    }

    func run() throws {
        print("| case | events per CPU second | CPU s per million, all runs | peak resident |")
        print("| --- | --: | --- | --: |")
        let others = Set(measurements.map(\.name)).filter { $0.hasPrefix("daemon-") }.sorted()
            .map { ($0, "`streamgauge run`, a commit in \($0.dropFirst("daemon-".count))") }
        for (name, title) in Self.titles + others {
            let runs = measurements.filter { $0.name == name }
            guard let best = runs.map(\.cpuPerMillion).min() else { continue }
            let all = runs.map { String(format: "%.3f", $0.cpuPerMillion) }
            let peak = runs.map(\.peakResidentBytes).max() ?? 0
            print(
                "| \(title) | \(Self.grouped(Int(1e6 / best))) | \(all.joined(separator: " ")) "
                    + "| \(peak >> 20) MiB |"
            )
        }
    }

    /// A number with commas between its thousands, rounded to thousands.
    private static func grouped(_ number: Int) -> String {
        let thousands = (number + 500) / 1_000
        guard thousands >= 1_000 else { return "\(thousands),000" }
        return "\(thousands / 1_000)," + String(format: "%03d", thousands % 1_000) + ",000"
    }
}
