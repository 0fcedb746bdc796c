// SPDX-License-Identifier: Apache-2.0

import Events
import Testing
import YAMLText

@testable import KPIs

/// Definitions of lists, and of measures over several types of events.
struct TopDefinitionsTests {
    private static let measures = """
        measures:
          pages:   { fold: top object, of: event.page_view, where: channel = web }
          views:   { fold: count, of: page_viewed }
          entries: { fold: top entry, of: session_started }
          touches: { fold: count, of: [event.reaction, event.comment, event.checkin] }
        kpis:

        """

    private func definitions(_ kpis: String) -> (Definitions, errors: [String]) {
        var definitions = Definitions.builtIn
        let text = Self.measures + kpis
        let errors = definitions.add(Array(text.utf8), file: "f.yaml")
        return (definitions, errors.map(\.description))
    }

    private func plan(_ kpis: String, by: [[String]] = []) throws -> Plan {
        let (definitions, errors) = definitions(kpis)
        try #require(errors.isEmpty, "\(errors)")
        var compiler = PlanCompiler()
        compiler.definitions = definitions
        compiler.selections = definitions.kpis().suffix(1).map { KPISelection($0.id, by: by) }
        return try compiler.compile()
    }

    @Test func `a list takes the values of a dimension from slots behind those of series`() throws {
        let text = "  - { id: a, definition: o@1, unit: count, formula: top(pages), limit: 3 }\n"
        let plan = try plan(text, by: [["country", "object"]])
        #expect(plan.dimensions == [.country, .object])
        #expect(plan.listedDimensions == [.object])
        #expect(plan.listedTypes == [[EventType.pageView].bits])
        #expect(plan.listSlot(of: .object) == 2)
        #expect(plan.listSlot(of: .country) == nil)
        guard case .top(let measure, 3) = plan.kpis[0].formula else {
            Issue.record("\(plan.kpis[0].formula)")
            return
        }
        #expect(measure.event?.tests.last == .listed(.object))
        #expect(plan.kpis[0].formula.text == "top(object of event.page_view: channel = web)")
        #expect(plan.kpis[0].numIsAdditive && !plan.kpis[0].denIsAdditive)
        #expect(plan.tables[0].sketchCount == 1)
    }

    @Test func `a list has ten values unless it says`() throws {
        let plan = try plan("  - { id: a, definition: o@1, unit: count, formula: top(pages) }\n")
        guard case .top(_, let limit) = plan.kpis[0].formula else {
            Issue.record("no list")
            return
        }
        #expect(limit == 10)
    }

    @Test func `a session's pages are values of the object`() throws {
        let text = "  - { id: a, definition: o@1, unit: count, formula: top(entries) }\n"
        let plan = try plan(text)
        #expect(plan.listedDimensions == [.object])
        #expect(plan.listedTypes[0] & [EventType.pageView].bits != 0)
        #expect(plan.updates[Int(FactKind.sessionStarted.rawValue)].contains { $0.fold == .top })
    }

    @Test func `the catalogue lists where sessions begin and end`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.top_entry_pages"), KPISelection("web.top_exit_pages")]
        ).compile()
        #expect(plan.listsSessionPages && plan.listedDimensions == [.object])
        let settles = plan.kpis.map(\.settle)
        #expect(settles == [.none, .webSession])
    }

    @Test func `one measure can count events of several types`() throws {
        let plan = try plan("  - { id: a, definition: o@1, unit: count, formula: touches }\n")
        let types = plan.tables[0].cells[0].event?.types
        #expect(types == [.reaction, .comment, .other])
        #expect(plan.wantedTypes == [EventType.reaction, .comment, .other].bits)
        for type in [EventType.reaction, .comment, .other] {
            #expect(plan.eventUpdates[Int(type.rawValue)].count == plan.tables.count)
        }
        let text = plan.kpis[0].formula.text
        #expect(text == "count(event.reaction | comment | checkin)")
    }

    @Test func `windows can be those from a size on`() throws {
        let text = """
              - { id: a, definition: o@1, unit: count, formula: views, windows: from 1h }

            """
        #expect(try plan(text).outputs.map(\.size) == [3_600_000, 86_400_000])
    }

    @Test func `more dimensions than slots are refused`() {
        let text = "  - { id: a, definition: o@1, unit: count, formula: top(pages) }\n"
        let all = Dimension.allCases.prefix(8).map(\.key)
        do throws(PlanError) {
            var compiler = PlanCompiler()
            compiler.definitions = definitions(text).0
            compiler.selections = [KPISelection("a", by: all.map { [$0] })]
            _ = try compiler.compile()
            Issue.record("accepted")
        } catch {
            #expect(error.reason == .tooManyDimensions)
            #expect(error.description.hasPrefix("8 dimensions under `by` and 1 in lists (object)"))
        }
    }

    @Test(arguments: [
        ("formula: pages", "`pages` is a list and no quantity; show it as `formula: top(pages)`"),
        ("formula: views + top(pages)", "`top` cannot be part of another formula"),
        ("formula: top(views)", "`views`: it lists no values; name a measure with a fold such as"),
        ("formula: top(page)", "no measure is called `page`; did you mean `pages`?"),
        ("formula: views, limit: 5", "a lists nothing that `limit` could limit; remove it"),
        ("formula: top(pages), limit: 0", "`limit` must be a whole number from 1 to 100"),
        ("formula: top(pages), limit: 101", "`limit` must be a whole number from 1 to 100"),
    ])
    func `a list that makes no sense is told`(entry: String, message: String) {
        let errors = definitions("  - { id: a, definition: o@1, unit: count, \(entry) }\n").errors
        #expect(errors.count == 1)
        #expect(errors.first?.contains(message) == true, "\(errors)")
    }

    @Test(arguments: [
        (
            "fold: top page, of: event.page_view",
            "cannot be folded by `top page`; it has `top browser`"
        ),
        ("fold: top entry, of: page_viewed", "cannot be folded by `top entry`"),
        ("fold: top exit, of: session_started", "it has `count`, `top entry`"),
        ("fold: count, of: [event.order, event.order]", "`order` is listed twice"),
        ("fold: count, of: [event.a, event.b]", "two types of your own are in one list"),
        ("fold: count, of: [event.order, page_viewed]", "`page_viewed` is no type of events"),
        ("fold: count, of: []", "the list of types is empty"),
        ("fold: count, of: event.", "`event.` is no type of events"),
    ])
    func `a measure that makes no sense is told`(entry: String, message: String) {
        var definitions = Definitions.builtIn
        let errors = definitions.add(Array("measures:\n  a: { \(entry) }\n".utf8), file: "f.yaml")
        #expect(errors.count == 1)
        #expect(errors.first?.description.contains(message) == true, "\(errors)")
    }
}
