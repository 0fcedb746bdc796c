// SPDX-License-Identifier: Apache-2.0

@testable import Events

/// The part of a format's documentation page that its table makes.
struct FormatPage {
    static let begin = "## Events\n"

    let vendor: VendorFormat

    var markdown: String { events + "\n" + fields }

    private var events: String {
        if let type = vendor.onlyType {
            return Self.begin + "\nEvery object is of type `\(type.name)`.\n"
        }
        var text = Self.begin + "\n| event | becomes |\n| --- | --- |\n"
        for line in vendor.events.lines {
            text += row(line.names.map(code).joined(separator: ", "), meaning(line.meaning))
        }
        for line in vendor.signs.lines {
            text += row("no name, but \(code(line.path))", meaning(line.meaning))
        }
        for line in vendor.bounces.lines {
            let names = line.names.map(code).joined(separator: ", ")
            text += row("a bounce of kind \(names)", meaning(line.meaning))
        }
        text += rules.isEmpty ? "" : "\n" + rules.joined(separator: " ") + "\n"
        return text + "\nAny other event is kept under its name, for measures of your own.\n"
    }

    private var rules: [String] {
        var rules = vendor.specifications.filter { $0.kinds == .events }.map {
            "The items of a list in \(code($0.path)) are events, and what holds it is none."
        }
        if vendor.hasLongNames { rules.append("Of a longer name the last word counts.") }
        if vendor.knowsNativeNames { rules.append("Native types count by their own names.") }
        if vendor.knowsCommonNames {
            rules.append("Names of <doc:segment>'s specification count as there.")
        }
        return rules
    }

    private var fields: String {
        var text = "## Fields\n\n| field | says | kinds |\n| --- | --- | --- |\n"
        for (slot, field) in vendor.specifications.enumerated() {
            let roles = FieldRole.allCases.filter { vendor.slots($0) & 1 << UInt64(slot) != 0 }
            guard !roles.isEmpty else { continue }
            let meaning = roles.map { says($0, UInt8(slot)) }.joined(separator: ", ")
            text += row(code(field.path), meaning, kinds(field))
        }
        return text
            + "\nOf several fields that say one thing the first counts that is there and not empty.\n"
            + "A value of another kind fails the event, or counts as absent where the table says so.\n"
    }

    private func says(_ role: FieldRole, _ slot: UInt8) -> String {
        switch role {
        case .time, .received: "\(role) (\(vendor.unit(slot).name))"
        case .dailyID: "id within its day"
        case .idPart: "part of the id"
        case .idScope: "part of an id that has another part"
        case .distinct: "device or user"
        case .joined: "device, of events that join ids"
        case .bounce: "kind of bounce"
        case .engagedSeconds: "visible time in s"
        case .engagedMilliseconds: "visible time in ms"
        case .machine: "true: no person"
        case .bot: "not empty: no person"
        case .human: "false: no person"
        case .impressions, .reactions, .comments, .shares, .saves, .clicks: "total of \(role)"
        case .moreShares: "added to shares"
        case .answerKind: "kind of question"
        case .app: "whether it is an app"
        case .activity: "of an app"
        case .hundredths: "in hundredths where the event is of an app"
        case .origin: "source of the visit"
        case .page, .screen, .order, .product, .survey: "object (\(role))"
        case .link: "object (link)"
        default: "\(role)"
        }
    }

    private func kinds(_ field: FieldSpecification) -> String {
        let names: [(FieldSpecification.Kinds, String)] = [
            (.string, "text"), (.number, "number"), (.integer, "whole number"), (.bool, "boolean"),
            (.list, "list"), (.object, "object"), (.pairs, "pairs"),
        ]
        var rest = field.kinds
        var found: [String] = []
        for (kind, name) in names where rest.isSuperset(of: kind) {
            found.append(name)
            rest.subtract(kind)
        }
        return found.joined(separator: ", ") + (field.isLenient ? "; else absent" : "")
    }

    private func meaning(_ meaning: EventMeaning) -> String {
        var text = code(meaning.type.name)
        if meaning.subtype != .none { text += " \(meaning.subtype)" }
        if let channel = meaning.channel { text += ", channel \(channel.name)" }
        return text
    }

    private func code(_ text: String) -> String { "`\(text)`" }

    private func row(_ cells: String...) -> String { "| \(cells.joined(separator: " | ")) |\n" }
}
