// SPDX-License-Identifier: Apache-2.0

import Events
import Glibc
import Pipeline

extension InputSample {
    /// Where what a label says begins.
    private static let labelWidth = 12

    /// Lines for people.
    ///
    /// - Parameters:
    ///   - counts: what became of the records.
    ///   - dictionaries: the values of the dimensions, in their order.
    ///   - outOfOrderness: how far events may be behind one another, ms.
    /// - Returns: lines that begin with the input's name.
    func text(
        _ counts: SampleCounts,
        _ dictionaries: [ValueDictionary],
        outOfOrderness: Int64
    ) -> String {
        var text = "\n\(name) as \(source.format.rawValue)"
        text += source.name.isEmpty || source.name == name ? "\n" : ", source \(source.name)\n"
        guard counts.records > 0 else { return text + "  no records; nothing can be said\n" }
        text += line("records", "\(counts.records), \(counts.empty) of them empty")
        var events = "\(counts.events), \(counts.rejected) rejected"
        if counts.duplicates > 0 { events += ", \(counts.duplicates) duplicates" }
        text += line("events", events)
        if counts.late > 0 { text += line("late", "\(counts.late)") }
        // Records of several partitions have no order.
        let order = disorder.text(beyond: outOfOrderness) { "record \($0.line)" }
        if let order, counts.partitions == 1 { text += line("order", order) }
        if eventCount > 0 { text += understood(dictionaries) }
        for reason in RejectionReason.allCases {
            guard counts.reasons[reason] > 0, let example = examples[reason] else { continue }
            let count = counts.reasons[reason]
            text += line("rejected", "\(count) \(reason.name): \(example.sentence)")
            text += line("", "first \(example.place): \(example.text)")
        }
        return text
    }

    private func understood(_ dictionaries: [ValueDictionary]) -> String {
        var text = ""
        let types = types.sorted { ($0.value, $1.key.name) > ($1.value, $0.key.name) }
        text += line("types", types.map { "\($0.key.name) \($0.value)" }.joined(separator: ", "))
        if otherNames.count > 0, let place = Dimension.allCases.firstIndex(of: .name) {
            text += line("other", values(of: otherNames, dictionaries[place]))
        }
        if let times {
            let (from, to) = (times.lowerBound, times.upperBound)
            text += line("time", "\(StateSummary.time(from)) to \(StateSummary.time(to))")
        }
        if lagSum != 0 || mostLag != 0 {
            let mean = lagSum / Double(eventCount) / 1_000
            let most = Double(mostLag) / 1_000
            text += line(
                "received",
                "\(Self.number(mean)) s after it happened, at most \(Self.number(most)) s"
            )
        }
        var who = "\(Self.share(actors, of: eventCount)) say who"
        if machines > 0 { who += ", \(Self.share(machines, of: eventCount)) are of programs" }
        text += line("actors", who)
        let known = SampledField.allCases.compactMap { field in
            fields[field].map { "\(field.rawValue) \(Self.share($0, of: eventCount))" }
        }
        text += line("fields", known.joined(separator: ", "))
        let absent = SampledField.allCases.filter { fields[$0] == nil }.map(\.rawValue)
        if !absent.isEmpty { text += line("", "never \(absent.joined(separator: ", "))") }
        for (dimension, dictionary) in zip(dimensions, dictionaries) where dimension.count > 0 {
            let share = Self.share(dimension.count, of: eventCount)
            text += line(dimension.dimension.key, "\(share), \(values(of: dimension, dictionary))")
        }
        return text
    }

    private func values(of dimension: SampledDimension, _ dictionary: ValueDictionary) -> String {
        let (count, most) = dimension.values(dictionary)
        let shown = most.map { "'\(Self.printable($0))' \($1)" }.joined(separator: ", ")
        return count > most.count ? "\(count) values: \(shown), …" : shown
    }

    private func line(_ label: String, _ text: String) -> String {
        let gap = max(1, Self.labelWidth - label.count)
        return "  " + label + String(repeating: " ", count: gap) + text + "\n"
    }

    private static func number(_ value: Double) -> String {
        let text = DecimalText.fixed(value, 1, isGrouped: true)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Rounded towards the middle: what is not all or nothing does not read so.
    private static func share(_ count: Int, of total: Int) -> String {
        guard count > 0, count < total else { return count == 0 ? "0 %" : "100 %" }
        let percent = Int((100 * Double(count) / Double(total)).rounded())
        return "\(min(99, max(1, percent))) %"
    }
}
