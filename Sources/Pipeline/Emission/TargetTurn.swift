// SPDX-License-Identifier: Apache-2.0

import KPIs

/// A status against a target that turned, and the window that turned it.
struct TargetTurn {
    /// The window, as it was read: a final, or an early value that what is open cannot change.
    let value: WindowValue
    /// How the series stood before; nil: it had not been read.
    let before: TargetStatus?
}
