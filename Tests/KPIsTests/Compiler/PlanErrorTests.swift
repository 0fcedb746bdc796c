// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct PlanErrorTests {
    @Test func `an unknown KPI is told with the nearest one`() throws {
        let error = try refusal([KPISelection("web.visits"), KPISelection("web.bounce_rat")])
        #expect(error.reason == .unknownKPI)
        #expect(error.selection == 1)
        #expect(error.description.contains("did you mean web.bounce_rate?"))
    }

    @Test func `a KPI that is selected twice is refused`() throws {
        let error = try refusal([KPISelection("web.visits"), KPISelection("web.visits")])
        #expect(error.reason == .repeatedKPI)
        #expect(error.description.contains("web.visits"))
    }

    @Test func `an unknown dimension is told with the nearest one`() throws {
        let error = try refusal([KPISelection("web.visits", by: [["campain"]])])
        #expect(error.reason == .unknownDimension)
        #expect(error.description.contains("did you mean campaign?"))
        let expected = try refusal([KPISelection("web.visits", expect: [["contry": "IT"]])])
        #expect(expected.reason == .unknownDimension)
        #expect(expected.description.contains("did you mean country?"))
    }

    @Test func `nine dimensions are one too many`() throws {
        let names = [
            "browser", "campaign", "channel", "content", "country", "label", "list", "medium",
        ]
        let eight = PlanCompiler(selections: [KPISelection("web.visits", by: [names])])
        #expect(try eight.compile().dimensions.count == 8)
        let error = try refusal([
            KPISelection("web.visits", by: [names]),
            KPISelection("web.visitors", by: [["stage"]]),
        ])
        #expect(error.reason == .tooManyDimensions)
        #expect(error.description.contains("9 dimensions"))
    }

    @Test func `a window that is not configured is refused`() throws {
        let error = try refusal([KPISelection("web.visits", windows: [300_000])])
        #expect(error.reason == .windowNotConfigured)
        #expect(error.description.contains("web.visits names the window 5m"))
        #expect(error.description.contains("10s, 1m, 1h, 1d"))
    }

    @Test(arguments: [
        KPISelection("app.retention_d1", windows: [3_600_000]),
        KPISelection("app.active_users", windows: [3_600_000]),
        KPISelection("web.current_visitors", windows: [60_000]),
        KPISelection("app.active_users", windows: [.week]),
        KPISelection("app.active_users", windows: [.sliding(size: 259_200_000, hop: 86_400_000)]),
        KPISelection("app.retention_d1", windows: [.sliding(size: 86_400_000, hop: 3_600_000)]),
        KPISelection("web.visits", windows: [3_600_000, .sliding(size: 3_600_000, hop: 60_000)]),
    ])
    func `a window that does not suit the KPI is refused`(_ selection: KPISelection) throws {
        let windows: [WindowShape] = [60_000, 3_600_000, 86_400_000, .week]
        let error = try refusal([selection], windows: windows)
        #expect(error.reason == .windowNotSuitable)
        #expect(error.description.contains(selection.id))
    }

    @Test func `a selected KPI without any suitable window is refused`() throws {
        let error = try refusal([KPISelection("app.retention_d1")], windows: [60_000])
        #expect(error.reason == .noWindow)
        #expect(error.description.contains("app.retention_d1 needs a window of whole days"))
    }

    @Test func `what is said of a day as a whole is counted in whole days only`() throws {
        let own = """
            measures: { users: { fold: count, of: person_active } }
            kpis: [ { id: own.users, definition: o@1, unit: count, formula: users } ]
            """
        var compiler = PlanCompiler(selections: [KPISelection("own.users")])
        compiler.windows = [3_600_000, 86_400_000, .month]
        #expect(compiler.definitions.add(Array(own.utf8), file: "own.yaml").isEmpty)
        #expect(try compiler.compile().outputs.map(\.shape) == [86_400_000, .month])
        compiler.selections = [KPISelection("own.users", windows: [3_600_000])]
        let error = try #require(throws: PlanError.self) { try compiler.compile() }
        #expect(
            error.description == "own.users cannot have the windows 1h: it counts what is said of "
                + "whole days; choose windows of whole days, such as `1d` or `7d by 1d`"
        )
    }

    @Test(
        arguments: [
            ("active(days, 7d)", [86_400_000, .week, .month], [.week, .month]),
            ("active(days, 28d)", [86_400_000, .week, .month], [.month]),
            ("growth(web_views, 7d)", [3_600_000, .week, .month], [3_600_000, .week]),
            ("growth(web_views, 90s)", [30_000, 60_000], [30_000]),
        ] as [(String, [WindowShape], [WindowShape])]
    )
    func `of the configured windows those count that can answer the formula`(
        formula: String,
        configured: [WindowShape],
        taken: [WindowShape]
    ) throws {
        let own = """
            measures: { days: { fold: count, of: person_active } }
            kpis: [ { id: own.a, definition: o@1, unit: count, formula: "\(formula)" } ]
            """
        var compiler = PlanCompiler(selections: [KPISelection("own.a")], windows: configured)
        #expect(compiler.definitions.add(Array(own.utf8), file: "own.yaml").isEmpty)
        #expect(try compiler.compile().outputs.map(\.shape) == taken)
        compiler.windows = configured.filter { !taken.contains($0) }
        if compiler.windows.isEmpty { return }
        let none = try #require(throws: PlanError.self) { try compiler.compile() }
        #expect(none.reason == .noWindow)
        compiler.selections = [KPISelection("own.a", windows: compiler.windows)]
        let named = try #require(throws: PlanError.self) { try compiler.compile() }
        #expect(named.reason == .windowNotSuitable)
    }

    @Test func `an expected series must be grouped by`() throws {
        let selection = KPISelection(
            "web.visits",
            by: [["campaign"]],
            expect: [["country": "IT"]]
        )
        let error = try refusal([selection])
        #expect(error.reason == .expectedNotGrouped)
    }

    @Test func `engaged_after above the smallest lateness is refused`() throws {
        var parameters = Catalogue.Parameters()
        parameters.engagedAfter = 60_000
        _ = try PlanCompiler(parameters: parameters).compile()
        parameters.engagedAfter = 60_001
        let compiler = PlanCompiler(parameters: parameters)
        let error = try #require(throws: PlanError.self) { try compiler.compile() }
        #expect(error.reason == .engagedAfterTooLong)
    }

    @Test func `engaged_after matters only where a bounce rate is selected, in its windows`() throws
    {
        var compiler = PlanCompiler(
            selections: [KPISelection("web.pageviews")],
            lateness: [10_000: 5_000, 3_600_000: 900_000]
        )
        #expect(try compiler.compile().outputs.count == 4)
        let hourly = KPISelection("web.bounce_rate", windows: [3_600_000])
        compiler.selections = [KPISelection("web.pageviews"), hourly]
        #expect(try compiler.compile().outputs.count == 5)
        compiler.selections = [KPISelection("web.bounce_rate")]
        let error = try #require(throws: PlanError.self) { try compiler.compile() }
        #expect(error.reason == .engagedAfterTooLong)
        #expect(error.description.contains("web.bounce_rate could not settle"))
    }

    @Test func `more pairs of pane size and settle time than a mask has bits are refused`() throws {
        let windows = (1...65).map { WindowShape.tumbling($0 * 60_000) }
        let visits = [KPISelection("web.visits")]
        let most = PlanCompiler(selections: visits, windows: Array(windows.dropLast()))
        #expect(try most.compile().classCount == Plan.classLimit)
        let error = try refusal(visits, windows: windows)
        #expect(error.reason == .tooManyWindows)
        #expect(error.description.contains("65 pairs"))
    }

    private func refusal(
        _ selections: [KPISelection],
        windows: [WindowShape] = [10_000, 60_000, 3_600_000, 86_400_000]
    ) throws -> PlanError {
        let compiler = PlanCompiler(selections: selections, windows: windows)
        return try #require(throws: PlanError.self) { try compiler.compile() }
    }
}
