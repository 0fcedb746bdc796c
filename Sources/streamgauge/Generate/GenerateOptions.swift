// SPDX-License-Identifier: Apache-2.0

import Pipeline
import Settings
import YAMLText

/// What story is told, how fast, and where to.
struct GenerateOptions: Sendable, Equatable {
    /// Where the records go.
    enum Target: Sendable, Equatable {
        case file(String)
        case topic(String)
    }

    /// Where the records go.
    var target: Target
    /// Every seed is another story.
    var seed: UInt64
    /// How many records.
    var count: Int
    /// Records a second, at which the story keeps pace with the clock; nil: as fast as possible.
    var rate: Int?
    /// When the story begins, ms.
    var start: Int64

    /// 2026-01-01T00:00:00Z, ms.
    static let defaultStart: Int64 = 1_767_225_600_000
    /// Records of the story's day where no rate says otherwise.
    private static let recordsPerDay = 100_000
    private static let defaultCount = 100_000
    private static let defaultRate = 100

    /// Reads the options.
    ///
    /// - Parameters:
    ///   - arguments: what was given.
    ///   - now: the clock on the wall, ms; a story that keeps pace with it begins now.
    /// - Throws: usage.
    init(_ arguments: Arguments, now: Int64) throws(ProgramError) {
        switch (arguments.text("topic"), arguments.text("output")) {
        case (let topic?, nil):
            _ = try arguments.required(CommandOption.config.name, "--config FILE")
            target = .topic(topic)
        case (nil, let path?): target = .file(path)
        case (nil, nil):
            throw .usage("generate has no target; add --output FILE, --output - or --topic T")
        default: throw .usage("--topic and --output exclude each other; keep one")
        }
        seed = try arguments.number("seed", in: 0...UInt64.max) ?? 1
        count = try arguments.number("events", in: 1...1_000_000_000_000) ?? Self.defaultCount
        rate = try arguments.number("rate", in: 1...1_000_000)
        let start = try arguments.text("start").map { text throws(ProgramError) in
            try Self.time(text)
        }
        if case .topic = target, rate == nil, start == nil { rate = Self.defaultRate }
        self.start = start ?? (rate == nil ? Self.defaultStart : now)
    }

    /// About how many records the story has on one of its days.
    var recordsPerDay: Int { rate.map { $0 * 86_400 } ?? Self.recordsPerDay }

    private static func time(_ text: String) throws(ProgramError) -> Int64 {
        // The settings' reader of times serves here too.
        let settings: Settings
        do throws(SettingsErrors) {
            settings = try Settings.parse("", overrides: ["start=\(text)"], for: .offline)
        } catch {
            throw wrongTime(text)
        }
        guard case .time(let milliseconds) = settings.start, milliseconds >= 86_400_000 else {
            throw wrongTime(text)
        }
        return milliseconds
    }

    private static func wrongTime(_ text: String) -> ProgramError {
        .usage(
            "--start must be a time after 1970-01-02, not '\(text)'; write RFC 3339, such as "
                + "2026-01-01T00:00:00Z"
        )
    }
}
