// SPDX-License-Identifier: Apache-2.0

/// The pane of a class in which something counted last: nearly always that of what comes next.
struct OpenPane: BitwiseCopyable {
    /// Where it begins, in the time of the class's clock, ms; `Int64.min`: nothing has counted yet.
    var start = Int64.min
    /// It takes facts while the watermark is below this, ms.
    var closes = Int64.min
}
