// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// A KPI whose definition string and look-back still wait for the parameters of the settings.
struct KPIDraft: Sendable {
    /// How far back a window's start must be seen.
    enum LookBack: Sendable {
        case fixed(Int64)
        /// A week, or the attribution time if that is longer.
        case attribution
    }

    /// The definition; its string is without parameters.
    var kpi: KPI
    /// On which parameters it depends.
    var fields: [Catalogue.Parameters.Field] = []
    var lookBack = LookBack.fixed(0)
    /// Where its id stands.
    let location: TextLocation

    private static let week: Int64 = 7 * 86_400_000

    /// The KPI under given parameters.
    func kpi(_ parameters: Catalogue.Parameters) -> KPI {
        var kpi = kpi
        kpi.definition = parameters.definition(kpi.definition, fields)
        kpi.lookBack =
            switch lookBack {
            case .fixed(let time): time
            case .attribution: max(Self.week, parameters.attribution)
            }
        return kpi
    }
}
