// SPDX-License-Identifier: Apache-2.0

import Windowing

extension ZoneCalendar {
    /// How far a clock goes forward or back at once, ms; 0 where it never does.
    var largestChange: Int64 { isUTC ? 0 : 3_600_000 }
}
