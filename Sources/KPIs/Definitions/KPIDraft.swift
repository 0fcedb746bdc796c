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
    /// What the formula measures; nil: nobody said.
    var kind: QuantityKind?
    /// On which parameters it depends.
    var fields: [Catalogue.Parameters.Field] = []
    var lookBack = LookBack.fixed(0)
    /// Whether it says that it is a part of a whole, or is none; nil: it says nothing of that.
    var saysShare: Bool?
    /// Where its id stands.
    let location: TextLocation

    /// Whoever asks where sessions come from depends on the rules that tell it.
    private var implied: [Catalogue.Parameters.Field] {
        let traffic = Catalogue.Parameters.Field.traffic
        let asks = kpi.measures.contains { $0.filter.words != .max }
        return asks && !fields.contains { $0.name == traffic.name } ? [traffic] : []
    }

    private static let week: Int64 = 7 * 86_400_000

    /// The KPI under given parameters.
    func kpi(_ parameters: Catalogue.Parameters) -> KPI {
        var kpi = kpi
        kpi.definition = parameters.definition(kpi.definition, fields + implied)
        kpi.lookBack =
            switch lookBack {
            case .fixed(let time): time
            case .attribution: max(Self.week, parameters.attribution)
            }
        return kpi
    }
}
