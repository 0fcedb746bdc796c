// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Persons on their way through the stages of the journey (section 10).
struct ModelStages {
    private struct Episode {
        var first: Event
        var credits: Set<JourneyStage> = []
        var statement = ModelStatement()
    }

    private struct Person {
        var episodes: [JourneyStage: Episode] = [:]
        var trusted: Int64?
    }

    private let window: Int64
    private var persons: [UInt64: Person] = [:]

    init(_ configuration: ModelConfiguration) { window = configuration.feedback.stage }

    /// An event of a person (0: nobody) that trackers see.
    mutating func see(
        _ event: Event,
        person: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        guard person != 0, let stage = Self.stage(of: event) else { return }
        var reached = ModelFact(.stageReached, of: event)
        reached.fact.item = person
        reached.fact.value = Int64(stage.rawValue)
        _ = panes.take(reached, watermark: watermark)
        var known = persons[person] ?? Person()
        for earlier in known.episodes.keys where earlier.rawValue < stage.rawValue {
            guard var episode = known.episodes[earlier], episode.first.time <= event.time,
                !isOver(earlier, known, at: event.time)
            else { continue }
            episode.credits.insert(stage)
            state(&episode, earlier, watermark, &panes)
            known.episodes[earlier] = episode
        }
        if var episode = begun(stage, event, known) {
            for later in JourneyStage.allCases where later.rawValue > stage.rawValue {
                let time =
                    later == .trust ? known.trusted : known.episodes[later]?.first.time
                if let time, time >= event.time, time < event.time + window {
                    episode.credits.insert(later)
                }
            }
            state(&episode, stage, watermark, &panes)
            known.episodes[stage] = episode
        }
        if stage == .trust { known.trusted = max(known.trusted ?? event.time, event.time) }
        persons[person] = remembered(known)
    }

    /// A device has turned out to be a user's: of each stage the later episode goes on.
    mutating func join(device: UInt64, user: UInt64) {
        guard let past = persons.removeValue(forKey: device) else { return }
        var known = persons[user] ?? Person()
        for (stage, episode) in past.episodes
        where episode.first.time > known.episodes[stage]?.first.time ?? .min {
            known.episodes[stage] = episode
        }
        known.trusted = [known.trusted, past.trusted].compactMap(\.self).max()
        persons[user] = remembered(known)
    }

    /// What is not too long before the latest of a person.
    private func remembered(_ person: Person) -> Person {
        var person = person
        let times = person.episodes.values.map(\.first.time) + [person.trusted ?? .min]
        guard let latest = times.max() else { return person }
        let oldest = latest - Int64(UInt32.max)
        person.episodes = person.episodes.filter { $0.value.first.time > oldest }
        if let trusted = person.trusted, trusted <= oldest { person.trusted = nil }
        return person
    }

    /// The episode that begins with an event; nil: none does.
    private func begun(_ stage: JourneyStage, _ event: Event, _ person: Person) -> Episode? {
        guard var known = person.episodes[stage] else { return Episode(first: event) }
        let start = known.first.time
        if start <= event.time {
            return isOver(stage, person, at: event.time) ? Episode(first: event) : nil
        }
        if start >= event.time + window { return nil }
        if let trusted = person.trusted, event.time <= trusted, trusted < start { return nil }
        known.first = event
        return known
    }

    private func isOver(_ stage: JourneyStage, _ person: Person, at time: Int64) -> Bool {
        guard let start = person.episodes[stage]?.first.time else { return true }
        if time >= start + window { return true }
        guard stage != .trust, let trusted = person.trusted else { return false }
        return start <= trusted && trusted < time
    }

    private func state(
        _ episode: inout Episode,
        _ stage: JourneyStage,
        _ watermark: Int64?,
        _ panes: inout ModelPanes
    ) {
        var entered = ModelFact(.stageEntered, of: episode.first)
        entered.fact.value = Int64(stage.rawValue)
        var facts = [ModelSlot(kind: .stageEntered): entered]
        for later in episode.credits {
            var advanced = ModelFact(.stageAdvanced, of: episode.first)
            advanced.fact.value = Int64(stage.rawValue)
            advanced.fact.count = Int64(later.rawValue)
            facts[ModelSlot(kind: .stageAdvanced, day: Int64(later.rawValue))] = advanced
        }
        panes.restate(&episode.statement, as: facts, watermark: watermark)
    }

    private static func stage(of event: Event) -> JourneyStage? {
        if event.flags.contains(.own) || event.type == .other { return nil }
        if let named = event.stage { return named }
        return rules.first { rule in
            (rule.channels.isEmpty || rule.channels.contains(event.channel))
                && rule.types.contains(event.type)
                && (!rule.isPaid || event.flags.contains(.paid))
        }?.stage
    }

    private struct Rule {
        var channels: Set<Channel> = []
        var types: Set<EventType>
        var isPaid = false
        var stage: JourneyStage
    }

    private static let rules: [Rule] = [
        Rule(types: [.order, .reservation, .stay, .review, .surveyAnswered], stage: .trust),
        Rule(types: [.participation], stage: .experience),
        Rule(types: [.impression], isPaid: true, stage: .visibility),
        Rule(types: [.lead], stage: .contact),
        Rule(
            channels: [.email, .push, .sms],
            types: [.messageOpened, .messageClicked],
            stage: .contact
        ),
        Rule(
            channels: [.social],
            types: [
                .impression, .contentView, .reaction, .comment, .share, .save, .linkClick, .follow,
                .mention, .directMessage,
            ],
            stage: .contact
        ),
        Rule(
            channels: [.app],
            types: [
                .install, .appOpen, .screenView, .sessionStart, .interaction, .engagement,
                .conversion, .contentView,
            ],
            stage: .experience
        ),
        Rule(
            channels: [.web],
            types: [
                .pageView, .sessionStart, .interaction, .engagement, .conversion, .contentView,
                .linkClick, .impression,
            ],
            stage: .visibility
        ),
    ]
}
