// SPDX-License-Identifier: Apache-2.0

public import Events
public import Windowing

/// Definitions compiled for one configuration: flat tables, nothing is looked up by name per event.
public struct Plan: Sendable {
    /// Active dimensions; a dimension's position is its slot in `Event.dimensions`.
    public var dimensions: [Dimension]
    /// Dimensions whose values lists count, in the slots behind those of `dimensions`.
    ///
    /// Their values do not make series. What is grouped by and listed has a slot for each use.
    public var listedDimensions: [Dimension] = []
    /// The event types of which lists take values, as bits, of each of these dimensions.
    public var listedTypes: [UInt64] = []
    /// Grouping sets as slots in ascending order of the dimensions' names; the first is the total.
    public var groupingSets: [[Int]]
    /// One table of pane rows for each grouping set, pane size and settle time.
    public var tables: [Table]
    /// What a fact of each kind does, by `FactKind.rawValue`.
    public var updates: [[Update]]
    /// Each KPI in each of its windows and grouping sets; those of the total set come first.
    public var outputs: [Output]
    /// The selected KPIs.
    public var kpis: [KPI]
    /// Event types that some active measure needs, as bits by `EventType.rawValue`.
    public var wantedTypes: UInt64
    /// Ids of the catalogue's KPIs that no configured window suits; only where settings select none.
    public var omitted: [String]
    /// The clock by which days, weeks and months go.
    public var calendar = ZoneCalendar.utc
    /// Each different selection of events that some measure makes, by `EventType.rawValue`; at most
    /// `mostSelections` of a type.
    public var eventSelections: [[EventSelection]] = Array(
        repeating: [],
        count: EventType.allCases.count
    )
    /// What an event of each type does as it comes, by `EventType.rawValue`.
    public var eventUpdates: [[EventUpdate]] = Array(repeating: [], count: EventType.allCases.count)

    /// Goals that measures ask for; a goal is one bit of `Fact.goals`.
    public var goals: [String] = []

    /// A goal is one bit of a word.
    public static let mostGoals = 16
    /// A selection is one bit of a word.
    public static let mostSelections = 64
    /// The most cells of a row: a change of one is one bit of a word.
    public static let mostCells = 64

    /// The most outputs of one shape of windows that a table has: a row remembers in as many bits
    /// which of them were emitted.
    public static let mostOutputs = 64

    /// Event types of which some measure takes what no person caused, as bits.
    public var machineTypes: UInt64 {
        eventSelections.joined().reduce(0) { bits, selection in
            selection.takesMachines ? bits | selection.types.bits : bits
        }
    }

    /// The different filters of the facts of a kind, in the order in which measures ask for them.
    ///
    /// - Complexity: O(updates of the kind).
    public func filters(of kind: FactKind) -> [FactFilter] {
        var known: Set<FactFilter> = []
        return updates[Int(kind.rawValue)].map(\.filter).filter { known.insert($0).inserted }
    }

    /// Whether some measure asks where sessions come from.
    public var wantsTraffic: Bool {
        updates.joined().contains { $0.filter.words != .max }
    }

    /// Whether some list counts the pages where sessions begin or end.
    public var listsSessionPages: Bool { updates.joined().contains { $0.fold == .top } }

    /// The slot in `Event.dimensions` of the values that lists of a dimension count.
    public func listSlot(of dimension: Dimension) -> Int? {
        listedDimensions.firstIndex(of: dimension).map { dimensions.count + $0 }
    }

    /// Every name that an event's name is compared with, each once.
    public var eventNames: [String] {
        Set(eventSelections.joined().flatMap(\.names) + goals).sorted()
    }

    /// Rows of one grouping set, pane size and settle time.
    public struct Table: Sendable, Equatable {
        /// Position in `Plan.groupingSets`.
        public var groupingSet: Int
        /// Length of a pane, ms.
        public var paneSize: Int64
        /// Settle time, ms.
        public var settle: Int64
        /// Allowed lateness of this pane size, ms.
        public var lateness: Int64
        /// The longest window over these panes, ms.
        public var longestWindow: Int64
        /// How long after a pane's end some window over it can still be wanted, ms: at least
        /// `acceptance`, and a window more, since revisions name the value of the window before.
        public var retention: Int64
        /// The clock of its panes: that of `Plan.calendar` if they are whole days, else UTC.
        public var calendar = ZoneCalendar.utc
        /// What each cell holds.
        ///
        /// Numerators stand before denominators: a reader that loads cells in ascending order,
        /// while the writer stores denominators first, never sees a rate above 1.
        public var cells: [Measure]

        /// When a pane takes no more facts: its end plus this, ms.
        public var acceptance: Int64 { settle + 2 * lateness }
    }

    /// What one fact does to one table.
    public struct Update: Sendable, Equatable {
        /// Position in `Plan.tables`.
        public var table: Int
        /// The cell of the row.
        public var cell: Int
        /// Which facts.
        public var filter: FactFilter
        /// How.
        public var fold: Fold
    }

    /// What one event does to one table.
    public struct EventUpdate: Sendable, Equatable {
        /// Position in `Plan.tables`.
        public var table: Int
        /// The cell of the row.
        public var cell: Int
        /// Position in the selections of the event's type.
        public var selection: Int
        /// How.
        public var fold: Fold
    }

    /// One KPI in one window size and grouping set.
    public struct Output: Sendable {
        /// Position in `Plan.kpis`.
        public var kpi: Int
        /// Position in `Plan.tables`.
        public var table: Int
        /// How long its windows are and where they begin, by the clock of the table's panes.
        public var shape: WindowShape
        /// Position of the output of the same KPI and window in the total set; nil: it is that itself.
        public var total: Int?
        /// Series that are emitted even when empty (besides the total), as value bytes by slot of
        /// the grouping set.
        public var expected: [[String]]

        /// When a window is final: its end plus this, ms.
        public var finality: Int64

        /// Length of the longest window, ms.
        public var size: Int64 { shape.longest }
    }
}

extension Plan {
    /// The names of a grouping set's dimensions, in ascending order; none: the total.
    public func dimensionNames(of groupingSet: Int) -> [String] {
        groupingSets[groupingSet].map { dimensions[$0].key }
    }

    /// The grouping set of an output's series; 0: it has the total alone.
    public func groupingSet(ofOutput output: Int) -> Int {
        tables[outputs[output].table].groupingSet
    }

    /// Names of the dimensions that tell the series of an output apart.
    public func dimensionNames(ofOutput output: Int) -> [String] {
        dimensionNames(of: groupingSet(ofOutput: output))
    }

    /// The end of an output's window that begins at a time; both ms UTC.
    public func windowEnd(of output: Int, startingAt start: Int64) -> Int64 {
        let (shape, calendar) = (outputs[output].shape, tables[outputs[output].table].calendar)
        return calendar.utc(shape.end(of: shape.nominalStart(start, calendar)))
    }

    /// The most pairs of pane size and settle time; a mask of 64 bits tells which took a fact.
    public static let classLimit = 64

    /// How many pairs of pane size and settle time the tables have.
    public var classCount: Int { Set(tables.map { [$0.paneSize, $0.settle] }).count }
}
