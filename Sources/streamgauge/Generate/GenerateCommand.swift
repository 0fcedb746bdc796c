// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Pipeline
import Settings
import Story

/// `streamgauge generate`.
enum GenerateCommand {
    /// How often a paced story looks at the clock, ms.
    private static let pause: Int64 = 20
    private static let progressInterval: Int64 = 250

    /// Tells the story.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        let options = try GenerateOptions(arguments, now: SystemClock.wall)
        switch options.target {
        case .file(let path):
            var file = try OutputFile.make(path)
            try tell(options, to: &file)
        case .topic(let topic):
            let settings = try arguments.settings(for: .offline)
            let blueprint = try Blueprint.checked(settings, identity: .fixed)
            guard blueprint.kafka["bootstrap.servers"] != nil else {
                throw ProgramError(
                    settings.error(
                        at: "kafka",
                        "`kafka.bootstrap.servers` is missing",
                        hint: "add `kafka: { bootstrap.servers: \"HOST:9092\" }`"
                    )
                )
            }
            var target = try TopicTarget(topic: topic, properties: blueprint.kafka)
            try tell(options, to: &target)
        }
    }

    private static func tell<Target: RecordTarget & ~Copyable>(
        _ options: GenerateOptions,
        to target: inout Target
    ) throws(ProgramError) {
        var story = Story(
            seed: options.seed,
            start: options.start,
            eventsPerDay: options.recordsPerDay
        )
        var bytes: [UInt8] = []
        let began = SystemClock.monotonic
        var shownAt = began
        for number in 0..<options.count {
            let record = story.next(into: &bytes)
            if options.rate != nil, record.time - options.start > SystemClock.monotonic - began {
                try target.flush()
                while record.time - options.start > SystemClock.monotonic - began {
                    SystemClock.sleep(milliseconds: pause)
                }
            }
            try target.write(bytes, record)
            if number % 1_024 == 0 || options.rate != nil { show(number, of: options, &shownAt) }
        }
        try target.flush()
        if StandardError.isTerminal { StandardError.write("\r\u{1B}[K") }
        StandardError.write("records: \(options.count) (\(story.tally.broken) broken on purpose)\n")
    }

    private static func show(_ number: Int, of options: GenerateOptions, _ shownAt: inout Int64) {
        guard StandardError.isTerminal else { return }
        let now = SystemClock.monotonic
        guard now - shownAt >= progressInterval else { return }
        shownAt = now
        StandardError.write("\r\u{1B}[K\(number) of \(options.count) records")
    }
}
