// SPDX-License-Identifier: Apache-2.0

extension FactKind {
    /// Whether its time is the nominal start of a day (`ZoneCalendar`), not a moment: only panes of
    /// whole days can count it.
    public var isOfDay: Bool {
        switch self {
        case .personActive, .personFirstSeen, .personReturned, .personReturnedWithin,
            .personInteracted:
            true
        default: false
        }
    }
}
