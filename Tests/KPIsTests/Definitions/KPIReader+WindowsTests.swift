// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct `KPIReader+WindowsTests` {
    private let file = OwnFile(measures: [
        "days: { fold: count, of: person_active }", "views: { fold: count, of: page_viewed }",
    ])

    @Test(arguments: [
        ("28d", "28d by 1d"), ("28d", "[30d by 1d, 1mo]"), ("7d", "[1w]"), ("1d", "[1d, 1w]"),
        ("1d", "one_day"), ("28d", "days"),
    ])
    func `windows that last as long as active looks back are taken`(
        span: String,
        windows: String
    ) {
        let keys = #"formula: "active(days, \#(span))", windows: \#(windows)"#
        #expect(file.errors(keys) == [])
    }

    @Test(arguments: [
        ("28d", "[1d]", "1d", 1), ("28d", "7d by 1d", "7d by 1d", 0),
        ("28d", "28d by 2d", "28d by 2d", 0), ("30d", "[30d by 1d, 1mo]", "1mo", 12),
        ("7d", "[7d]", "7d", 1), ("2d", "one_day", "1d", 0),
        ("7d, 7d", "13d by 1d", "13d by 1d", 0),
    ])
    func `shorter ones, and ones of longer panes, are refused at their place`(
        spans: String,
        windows: String,
        refused: String,
        offset: Int
    ) throws {
        let formula = #"formula: "active(days, \#(spans))", "#
        let fault = try file.fault("\(formula)windows: \(windows)")
        #expect(fault.column == formula.count + 9 + offset)
        #expect(fault.message.hasPrefix("own.a cannot have the windows \(refused): it looks "))
        #expect(fault.message.hasSuffix("d by 1d`"))
    }

    @Test(arguments: [
        ("[1h, 1h by 5m]", "1h and 1h by 5m", 5), ("[1d, 2h by 1h, 2h]", "2h by 1h and 2h", 15),
        ("[1h by 5m, 1d, 1h by 10m]", "1h by 5m and 1h by 10m", 15),
    ])
    func `two kinds of windows of one length are refused at the second`(
        windows: String,
        pair: String,
        offset: Int
    ) throws {
        let fault = try file.fault("formula: views, windows: \(windows)")
        #expect(fault.column == "formula: views, windows: ".count + offset)
        #expect(
            fault.message == "own.a has windows of one length twice, \(pair): their records would "
                + "have the same keys; keep one of them, or give the other to a KPI with an id of its "
                + "own"
        )
        #expect(file.errors("formula: views, windows: [1h, 1h, 1d by 1h]") == [])
    }

    @Test func `a span that no window of settings can have needs windows of its own`() throws {
        #expect(file.errors(#"formula: "active(days, 28d)""#) == [])
        let fault = try file.fault(#"formula: "active(days, 29d)""#)
        #expect(fault.column == 9)
        #expect(
            fault.message == "own.a needs `windows`: it looks 29d back, day by day; "
                + "choose windows that last as long and advance by a day: `29d by 1d`"
        )
    }

    @Test func `a span is also looked for in what is open`() throws {
        let keys = #"formula: days, open: "active(days, 9d)", windows: [1d]"#
        #expect(try file.fault(keys).message.contains("it looks 9d back"))
    }

    @Test(arguments: [
        ("90s", "[1m]", "1m"), ("7d", "[1h, 1mo]", "1mo"), ("8d", "[1d, 1w]", "1w"),
        ("1d", "[1h, 2d by 12h, 35h by 7h]", "35h by 7h"),
    ])
    func `growth needs windows that begin so much earlier`(
        back: String,
        windows: String,
        refused: String
    ) throws {
        let formula = #"formula: "growth(views, \#(back))", "#
        let fault = try file.fault("\(formula)windows: \(windows)")
        #expect(
            fault.message == "own.a cannot have the windows \(refused): none begins \(back) before "
                + "another; choose windows that do, or compare with the window before: `growth(x)`"
        )
        let before = windows.prefix(upTo: try #require(windows.firstRange(of: refused)).lowerBound)
        #expect(fault.column == formula.count + 9 + before.count)
        #expect(file.errors("formula: growth(views), windows: \(windows)") == [])
    }

    @Test(arguments: [("90s", "[10s, 30s]"), ("7d", "[1h, 1d, 1w]"), ("1h", "2h by 30m")])
    func `windows that begin there are taken`(back: String, windows: String) {
        #expect(file.errors(#"formula: "growth(views, \#(back))", windows: \#(windows)"#) == [])
    }

    @Test func `what is said of days is not counted in hours`() throws {
        let fault = try file.fault("formula: days, windows: [1d, 1h]")
        #expect(fault.message.contains("windows 1h: it counts what is said of whole days"))
    }

    @Test(
        arguments: [
            ("7d by 1d", "[1h]", .bySettle, [3_600_000]),
            ("[1h]", "7d by 1d", .sliding(size: 604_800_000, hop: 86_400_000), nil),
            ("[1h]", "from 1m", .atLeast(60_000), nil), ("days", "[1h]", .bySettle, [3_600_000]),
            ("one_day", "days", .days, nil),
        ] as [(String, String, KPI.Windows, [WindowShape]?)]
    )
    func `the windows of a definition that is replaced give way to others of any kind`(
        old: String,
        new: String,
        kind: KPI.Windows,
        sizes: [WindowShape]?
    ) throws {
        var definitions = Definitions.builtIn
        for (version, windows) in [old, new].enumerated() {
            let text = """
                kpis: [ { id: own.a, definition: o@\(version + 1), unit: count, \
                formula: web_views, windows: \(windows) } ]
                """
            #expect(definitions.add(Array(text.utf8), file: "f\(version).yaml") == [])
        }
        let kpi = try #require(definitions.kpis().last)
        #expect(kpi.windows == kind && kpi.sizes == sizes)
    }
}
