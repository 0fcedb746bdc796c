// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Facts that come from the event alone (sections 2 and 7).
struct ModelFlow {
    private struct Reading: Hashable {
        var source: Int
        var object: UInt64
        var metric: TotalsMetric
    }

    private let goals: ModelGoals
    private var readings: [Reading: (value: Double, time: Int64)] = [:]

    init(_ configuration: ModelConfiguration) { goals = ModelGoals(configuration) }

    /// The flow facts of an event of a person (0: nobody).
    mutating func facts(of event: Event, person: UInt64, source: Int) -> [ModelFact] {
        kinds(of: event, person: person).map { kind, item in
            ModelFact(fact(kind, of: event, item: item), values: event.values)
        } + totals(of: event, source: source)
    }

    private func kinds(of event: Event, person: UInt64) -> [(FactKind, item: UInt64)] {
        var kinds: [(FactKind, item: UInt64)] = []
        switch event.channel {
        case .web:
            if event.type == .pageView { kinds.append((.pageViewed, person)) }
            if person != 0, ModelActivity.web.contains(event.type) {
                kinds.append((.webActive, person))
            }
        case .app:
            if person != 0, ModelActivity.app.contains(event.type) {
                kinds.append((.appActive, person))
            }
        case .social:
            if person != 0, event.type == .contentView || event.type == .impression {
                kinds.append((.contentSeen, person))
            }
            if event.type == .impression { kinds.append((.contentShown, 0)) }
            if [.reaction, .comment, .share, .save].contains(event.type) {
                kinds.append((.contentEngaged, 0))
            }
        default: break
        }
        let isVisit = event.channel == .web || event.channel == .app
        if isVisit, [.conversion, .order, .lead].contains(event.type) {
            kinds.append((.goalReached, person))
        }
        return kinds
    }

    private mutating func totals(of event: Event, source: Int) -> [ModelFact] {
        guard event.type == .totals else { return [] }
        var facts: [ModelFact] = []
        for metric in TotalsMetric.allCases {
            let new = event.totals[Int(metric.rawValue)]
            if new.isNaN { continue }
            let reading = Reading(source: source, object: event.object, metric: metric)
            let old = readings[reading]
            if let old, event.time < old.time { continue }
            var read = fact(.totalsRead, of: event, item: 0)
            read.metric = metric
            read.value = Int64(((new - (old?.value ?? 0)) * Double(Fact.unit)).rounded())
            facts.append(ModelFact(read, values: event.values))
            if old != nil {
                read.kind = .totalsChanged
                facts.append(ModelFact(read, values: event.values))
            }
            readings[reading] = (new, event.time)
        }
        return facts
    }

    private func fact(_ kind: FactKind, of event: Event, item: UInt64) -> Fact {
        var fact = Fact(
            kind,
            channel: event.channel,
            time: event.time,
            combination: 0,
            flags: event.flags.contains(.paid) ? .paid : [],
            item: item
        )
        if kind == .goalReached {
            fact.goals = goals.reached(by: event).reduce(0) { $0 | 1 << UInt16($1) }
        }
        return fact
    }
}
