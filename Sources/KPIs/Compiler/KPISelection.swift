// SPDX-License-Identifier: Apache-2.0

/// What settings ask of one KPI.
public struct KPISelection: Sendable, Equatable {
    /// Id in the catalogue.
    public var id: String
    /// Lists of dimension names to group by; the total is always there besides.
    public var by: [[String]]
    /// Its windows; nil: those that suit the KPI.
    public var windows: [WindowShape]?
    /// Series that are emitted even when empty, as values by dimension name.
    public var expect: [[String: String]]
    /// What its values should be; nil: as its definition says.
    public var target: TargetDraft?

    /// A selection, without dimensions unless said.
    public init(
        _ id: String,
        by: [[String]] = [],
        windows: [WindowShape]? = nil,
        expect: [[String: String]] = [],
        target: TargetDraft? = nil
    ) {
        self.id = id
        self.by = by
        self.windows = windows
        self.expect = expect
        self.target = target
    }
}
