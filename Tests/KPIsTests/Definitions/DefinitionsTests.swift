// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import KPIs

struct DefinitionsTests {
    private static let orders = """
        measures:
          orders:   { fold: count, of: event.order, where: channel = web }
          revenue:  { fold: sum value, of: event.order }
          views:    { fold: count, of: page_viewed }
          time:     { fold: sum duration, of: session_ended }
          spend:    { fold: sum value, of: event.spend }
          profit:   revenue - spend
        kpis:

        """

    private func errors(_ text: String) -> [String] {
        var definitions = Definitions.builtIn
        return definitions.add(Array(text.utf8), file: "f.yaml").map(\.description)
    }

    /// What is wrong with the one KPI that the text's lines say.
    private func fault(_ lines: String...) -> String {
        let entry = lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
        return errors(Self.orders + entry).joined(separator: "\n")
    }

    private func own(_ text: String) throws -> [KPI] {
        var definitions = Definitions.builtIn
        try #require(definitions.add(Array(text.utf8), file: "f.yaml").isEmpty)
        return definitions.kpis()
    }

    @Test func `formulas that name each other twice, or lie too deep in each other, are refused`() {
        let doubled = (1...25).map { "  m\($0): m\($0 - 1) + m\($0 - 1)\n" }.joined()
        let begin = "measures:\n  m0: { fold: count, of: event.order }\n"
        let told = errors(begin + doubled)
        #expect(told.contains { $0.contains("the formula comes to more than 1000 measures") })
        let chained = (1...300).map { "  m\($0): 2 * m\($0 - 1)\n" }.joined()
        let deep = errors(begin + chained)
        #expect(deep.contains { $0.contains("more than 100 formulas lie in each other") })
    }

    @Test func `a factor that no value holds exactly is no number`() throws {
        let told = fault(
            "{ id: a.b, definition: o@1, unit: count, formula: 10000000000000000000 * orders }"
        )
        #expect(told.contains("`10000000000000000000` is no number"), "\(told)")
        let text = try own(
            Self.orders
                + "  - { id: a.b, definition: o@1, unit: count, formula: 999999999999999 * orders }\n"
        ).last?.formula.text
        #expect(text?.hasPrefix("999999999999999 * ") == true)
    }

    @Test func `what replaces a definition measures in units of its formula`() {
        let told = errors("kpis:\n  - { id: web.visits, definition: o@1, unit: seconds }\n")
        #expect(told.count == 1 && told[0].contains("units clash"), "\(told)")
    }

    @Test(arguments: [("", true), (", share: no", false)])
    func `what says that it is no share has no interval of one`(
        key: String,
        hasInterval: Bool
    ) throws {
        let selection = try own(
            Self.orders
                + "  - { id: a.b, definition: o@1, unit: ratio, basis: cohort, formula: orders / views\(key) }\n"
        ).last
        #expect(selection?.isNoShare == !hasInterval)
    }

    @Test func `a file adds KPIs behind the catalogue's`() throws {
        let kpis = try own(
            Self.orders + """
                  - id: shop.order_value
                    definition: own@1
                    title: "Mean value of an order"
                    unit: currency
                    better: higher
                    formula: revenue / orders
                    windows: [1h, 1d]
                    by: [[country], [country, campaign]]
                """
        )
        let kpi = try #require(kpis.last)
        #expect(kpis.count == Catalogue.kpis().count + 1)
        #expect(kpi.id == "shop.order_value")
        #expect(kpi.sizes == [3_600_000, 86_400_000])
        #expect(kpi.by == [["country"], ["country", "campaign"]])
        #expect(
            kpi.formula.text == "sum(value of event.order) / count(event.order: channel = web)"
        )
    }

    @Test func `windows can be weeks and months, and slide`() throws {
        let text =
            Self.orders + "  - { id: a, definition: o@1, unit: count, formula: orders, windows: "
        #expect(try own(text + "[1d, 1w, 1mo] }\n").last?.sizes == [86_400_000, .week, .month])
        #expect(
            try own(text + "[1h, 2h by 5m] }\n").last?.sizes == [
                3_600_000, .sliding(size: 7_200_000, hop: 300_000),
            ]
        )
        #expect(
            errors(text + "[1h by 7m] }\n") == [
                "f.yaml:9:71: a window of 1h cannot advance by 7m; take a whole part of it, at "
                    + "least a thousandth"
            ]
        )
        #expect(
            errors(text + "[2w] }\n") == [
                "f.yaml:9:71: `2w` is no window; write a whole number and a unit (ms, s, m, h, d), "
                    + "`1w`, `1mo`, or two as in `1h by 5m`"
            ]
        )
    }

    @Test func `a file replaces a KPI, and says only what differs`() throws {
        let kpis = try own(
            """
            kpis:
              - id: web.bounce_rate
                definition: own@2
                title: "Ours"
            """
        )
        let old = try #require(Catalogue.kpis().first { $0.id == "web.bounce_rate" })
        let new = try #require(kpis.first { $0.id == "web.bounce_rate" })
        #expect(kpis.map(\.id) == Catalogue.kpis().map(\.id))
        #expect(new.definition == "own@2" && new.title == "Ours")
        #expect(new.formula == old.formula && new.open == old.open && new.settle == old.settle)
        #expect(new.unit == old.unit && new.basis == old.basis && new.source == old.source)
    }

    @Test func `formulas may name what is written later and what the catalogue measures`() throws {
        let kpis = try own(
            """
            measures:
              both: later + web_views
              later: { fold: count, of: event.screen_view }
            kpis:
              - { id: own.views, definition: own@1, unit: count, formula: both }
              - { id: own.tenth, definition: own@1, unit: percent, formula: 100 * later / both }
            """
        )
        #expect(
            kpis[kpis.count - 2].formula.text
                == "count(event.screen_view) + count(page_viewed: channel = web)"
        )
        #expect(
            kpis[kpis.count - 1].formula.text
                == "(100 * count(event.screen_view)) / "
                + "(count(event.screen_view) + count(page_viewed: channel = web))"
        )
    }

    @Test func `a name that does not exist is told with the nearest one`() {
        #expect(
            fault("{ id: a, definition: o@1, unit: count, formula: orders + vieuws }")
                == "f.yaml:9:62: no measure is called `vieuws`; did you mean `views`?"
        )
        #expect(
            errors("measures:\n  a: { fold: count, of: sesion_ended }\n")
                == ["f.yaml:2:25: no fact is called `sesion_ended`; did you mean `session_ended`?"]
        )
        #expect(
            errors("measures:\n  a: { fold: count, off: page_viewed }\n") == [
                "f.yaml:2:21: unknown key `off` of the measure `a`; the nearest known key is `of`",
                "f.yaml:2:6: the measure `a` has no `of`; add it, such as `of: event.order`",
            ]
        )
        #expect(
            fault("{ id: a, definition: o@1, unit: cuont, formula: orders }").hasPrefix(
                "f.yaml:9:37: `unit` must be one of ratio, count, seconds, percent, currency, score"
            )
        )
    }

    @Test func `unlike things are not added, and like ones have their unit`() {
        #expect(
            fault("{ id: a, definition: o@1, unit: count, formula: views + time }")
                == "f.yaml:9:59: units clash: a number of things on the left, a time on the right; "
                + "combine only what is measured alike"
        )
        #expect(
            fault("{ id: a, definition: o@1, unit: count, formula: views / revenue }")
                == "f.yaml:9:59: units clash: a number of things cannot be divided by an amount; "
                + "divide by a number of things, or by what is measured alike"
        )
        #expect(
            fault("{ id: a, definition: o@1, unit: seconds, formula: profit / spend }")
                == "f.yaml:9:37: units clash: the formula of a gives a number of things, "
                + "which is not measured in `seconds`; its unit can be ratio, count, percent, score"
        )
        #expect(fault("{ id: a, definition: o@1, unit: ratio, formula: profit / spend }").isEmpty)
        #expect(fault("{ id: a, definition: o@1, unit: seconds, formula: mean(time) }").isEmpty)
    }

    @Test func `parts of a cohort belong to the same windows`() {
        let text = fault(
            "id: a",
            "definition: o@1",
            "unit: ratio",
            "basis: cohort",
            "formula: mails_opened / mails_sent"
        )
        #expect(
            text
                == "f.yaml:13:14: the parts of a are counted in different windows: in those of "
                + "the delivery and the sending; divide what belongs together, or say `basis: flow`"
        )
    }

    @Test func `a circle of formulas is told with the way round`() {
        let text = "measures:\n  a: b + web_views\n  b: web_views - c\n  c: a\n"
        #expect(
            errors(text) == [
                "f.yaml:4:6: the formula goes round in a circle: a → b → c → a; "
                    + "write one of them without the others",
                "f.yaml:2:6: the formula goes round in a circle: b → c → a → b; "
                    + "write one of them without the others",
                "f.yaml:3:18: the formula goes round in a circle: c → a → b → c; "
                    + "write one of them without the others",
            ]
        )
    }

    @Test func `ids and definition strings are new ones`() {
        let entry = "{ id: a, definition: o@1, unit: count, formula: views }"
        #expect(
            errors(Self.orders + "  - \(entry)\n  - \(entry)\n")
                == [
                    "f.yaml:10:11: a is defined twice, first at f.yaml:9:11; "
                        + "remove one of them, or give it another id"
                ]
        )
        #expect(
            fault("{ id: web.visits, definition: ga4@1, formula: views }")
                == "f.yaml:9:35: `ga4@1` of web.visits is what the definition that it replaces is "
                + "called; another definition is another series, so name it otherwise, "
                + "such as `own@1`"
        )
        #expect(
            fault("{ id: a, definition: own, unit: count, formula: views }")
                == "f.yaml:9:26: `own` is no definition string; "
                + "write a name of a-z, 0-9 and `_`, and its version: `own@1`"
        )
    }

    @Test func `a name of the catalogue may stand for something else in own files`() throws {
        let text = """
            measures:
              content_engaged: { fold: count, of: page_viewed }
            kpis:
              - { id: own.a, definition: o@1, unit: count, formula: content_engaged }
              - { id: own.b, definition: o@1, unit: count, formula: engagements - total_saves }
            """
        let kpis = try own(text).suffix(2).map(\.formula.text)
        #expect(kpis[0] == "count(page_viewed)")
        #expect(kpis[1].hasPrefix("count(content_engaged: channel = social) + "))
        var definitions = Definitions.builtIn
        _ = definitions.add(Array(text.utf8), file: "f.yaml")
        #expect(
            definitions.add(Array("measures:\n  content_engaged: web_views\n".utf8), file: "g.yaml")
                .map(\.description)
                == ["g.yaml:2:3: there is a measure `content_engaged` already; choose another name"]
        )
    }

    @Test(arguments: [
        (
            "fold: mean",
            "`mean` is no fold; write `count`, `sum QUANTITY`, `distinct ITEM`, `mean`, `min`, `max` or `last QUANTITY`, `top DIMENSION`, or `tally QUANTITY 0..10`"
        ),
        (
            "fold: sum views",
            "`page_viewed` cannot be folded by `sum views`; it has `count`, `distinct person`"
        ),
        (
            "fold: count, where: chanel = web",
            "`chanel` is none of channel; did you mean `channel`?"
        ),
        (
            "fold: count, where: channel = wep",
            "`wep` is none of web, app, email, push, sms, social, feedback, business; did you mean `web`?"
        ),
        ("fold: count, where: channel web", "`web` stands where `=` was expected; write it"),
        (
            "fold: count, where: channel = web or paid",
            "`or` stands where `and` was expected; write it"
        ),
    ])
    func `a measure that makes no sense is told with its place`(entry: String, message: String) {
        let found = errors("measures:\n  a: { of: page_viewed, \(entry) }\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("f.yaml:2:") == true)
        #expect(found.first?.hasSuffix(message) == true, "\(found)")
    }

    @Test func `a text that is no YAML is one fault`() {
        #expect(errors("measures: [").count == 1)
        #expect(errors("- a").first?.hasPrefix("f.yaml:1:1: a file of definitions must be") == true)
        let long = String(repeating: "+ views ", count: 400)
        #expect(
            fault("{ id: a, definition: o@1, unit: count, formula: views \(long)}")
                .contains("more than 500 words and signs")
        )
        let deep = String(repeating: "(", count: 40)
        #expect(
            fault("{ id: a, definition: o@1, unit: count, formula: \(deep)views }")
                .contains("more than 32 parentheses")
        )
    }

    @Test func `a definition has a target, and one that replaces it keeps that unless it says`()
        throws
    {
        let target = "target: { value: 0.4, breach: 0.6, hold: 3 }"
        let first = "kpis: [ { id: web.bounce_rate, definition: own@1, \(target) } ]"
        let kpi = try #require(try own(first).first { $0.id == "web.bounce_rate" })
        #expect(kpi.target?.breach == Target.Band(high: 0.6))
        #expect(kpi.target?.hold == 3)
        var definitions = Definitions.builtIn
        #expect(definitions.add(Array(first.utf8), file: "a.yaml").isEmpty)
        for (text, breach) in [("", 0.6), (", target: { value: 0.2, breach: 0.3 }", 0.3)] {
            var later = definitions
            let second = "kpis: [ { id: web.bounce_rate, definition: own@2\(text) } ]"
            #expect(later.add(Array(second.utf8), file: "b.yaml").isEmpty)
            let kpi = later.kpis().first { $0.id == "web.bounce_rate" }
            #expect(kpi?.target?.breach == Target.Band(high: breach))
        }
    }

    @Test func `a target of a definition without direction is told with its place`() {
        #expect(
            fault(
                "{ id: own.a, definition: o@1, unit: count, formula: orders, target: { value: 1 } }"
            )
                == "f.yaml:9:73: target without direction: neither higher nor lower values of own.a "
                + "are better; add `direction: higher`, `lower` or `range`"
        )
    }
}
