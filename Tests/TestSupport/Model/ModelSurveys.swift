// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Invitations to surveys and what came back (section 10).
struct ModelSurveys {
    private struct Key: Hashable {
        var person: UInt64
        var survey: UInt64
    }

    private struct Entry {
        var invitation: Event?
        var answer: Int64?
        var statement = ModelStatement()
    }

    private let window: Int64
    private let lateness: Int64
    private var entries: [Key: Entry] = [:]

    init(_ configuration: ModelConfiguration) {
        window = configuration.feedback.survey
        lateness = configuration.largestLateness
    }

    /// An event of a person (0: nobody) that trackers see.
    mutating func see(
        _ event: Event,
        person: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        guard event.type == .surveyInvited || event.type == .surveyAnswered else { return }
        guard person != 0 else {
            if event.type == .surveyInvited {
                _ = panes.take(ModelFact(.surveySent, of: event), watermark: watermark)
            }
            return
        }
        let key = Key(person: person, survey: event.object)
        var entry = entries[key] ?? Entry()
        if let latest = [entry.invitation?.time, entry.answer].compactMap(\.self).max(),
            reached(watermark, latest + window + 2 * lateness)
        {
            entry = Entry()
        }
        if event.type == .surveyInvited {
            invite(event, &entry)
        } else if event.time >= entry.invitation?.time ?? .min {
            entry.answer = min(entry.answer ?? event.time, event.time)
        }
        panes.restate(
            &entry.statement,
            as: facts(of: entry, person: person),
            watermark: watermark
        )
        entries[key] = entry
    }

    private func invite(_ event: Event, _ entry: inout Entry) {
        if let known = entry.invitation?.time {
            if event.time >= known + window {
                // The old one has said what it says.
                entry.statement = ModelStatement()
                if let answer = entry.answer, answer - known <= window { entry.answer = nil }
            } else if event.time >= known || event.time <= known - window {
                return
            }
        }
        if let answer = entry.answer, answer < event.time { entry.answer = nil }
        entry.invitation = event
    }

    private func facts(of entry: Entry, person: UInt64) -> [ModelSlot: ModelFact] {
        guard let invitation = entry.invitation else { return [:] }
        var sent = ModelFact(.surveySent, of: invitation)
        sent.fact.item = person
        var facts = [ModelSlot(kind: .surveySent): sent]
        if let answer = entry.answer, answer - invitation.time <= window {
            var returned = ModelFact(.surveyReturned, of: invitation)
            returned.fact.value = answer - invitation.time
            facts[ModelSlot(kind: .surveyReturned)] = returned
        }
        return facts
    }
}
