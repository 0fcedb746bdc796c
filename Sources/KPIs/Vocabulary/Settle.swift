// SPDX-License-Identifier: Apache-2.0

/// How long after a window's end its value can still be settled by events in time.
public enum Settle: Sendable, Hashable {
    /// The window's end settles it.
    case none
    /// Web sessions: the session timeout.
    case webSession
    /// App sessions: the app's session timeout.
    case appSession
    /// Delivery of sent messages: 72 h.
    case delivery
    /// Message cohorts: the attribution time.
    case attribution
    /// A fixed time, ms: retention takes days, a KPI with an attribution time of its own that time.
    case fixed(Int64)
}
