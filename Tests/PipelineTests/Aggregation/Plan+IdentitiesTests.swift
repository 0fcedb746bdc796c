// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct PlanIdentitiesTests {
    private static let own = """
        measures:
          views: { fold: count, of: event.impression }
          seen: { fold: distinct person, of: event.impression }
          mails: { fold: distinct message, of: event.message_opened }
          posts: { fold: count, of: event.reaction, where: has object }
          readings: { fold: count, of: event.totals }
          named: { fold: count, of: event.conversion, where: name = signup }
        kpis:
          - { id: own.views, definition: o@1, unit: count, basis: flow, formula: views }
          - { id: own.seen, definition: o@1, unit: count, basis: flow, formula: seen }
          - { id: own.mails, definition: o@1, unit: count, basis: flow, formula: mails }
          - { id: own.posts, definition: o@1, unit: count, basis: flow, formula: posts }
          - { id: own.readings, definition: o@1, unit: count, basis: flow, formula: readings }
          - { id: own.named, definition: o@1, unit: count, basis: flow, formula: named }

        """

    private func identities(_ kpis: String..., remembersEvents: Bool = false) throws -> IdentitySet
    {
        var compiler = PlanCompiler()
        let errors = compiler.definitions.add(Array(Self.own.utf8), file: "own.yaml")
        try #require(errors.isEmpty, "\(errors)")
        compiler.selections = kpis.map { KPISelection($0) }
        return try compiler.compile().identities(remembersEvents: remembersEvents)
    }

    @Test func `events that are only counted need no id, but for those that come twice`() throws {
        #expect(try identities("own.views").isEmpty)
        #expect(try identities("own.views", remembersEvents: true) == .events)
    }

    @Test func `what measures of events count, ask for or name is needed`() throws {
        #expect(try identities("own.seen") == .persons)
        #expect(try identities("own.mails") == [.messages, .persons], "whose they are")
        #expect(try identities("own.posts") == .objects)
        #expect(try identities("own.named") == .names)
        #expect(try identities("own.readings") == .objects, "readings are remembered by object")
        #expect(try identities("own.views", "own.posts", "own.seen") == [.objects, .persons])
    }

    @Test func `trackers may look at all ids, of sessions only where those are counted`() throws {
        let tracked: IdentitySet = [.persons, .messages, .objects, .responses, .threads]
        #expect(try identities("email.ctr") == tracked)
        #expect(try identities("web.visits") == tracked.union(.sessions))
        #expect(try identities("web.visits", "own.named") == tracked.union([.sessions, .names]))
    }
}
