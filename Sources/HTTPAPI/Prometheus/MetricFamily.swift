// SPDX-License-Identifier: Apache-2.0

/// What is told of metrics that share a name.
struct MetricFamily: Sendable {
    /// The name without the suffix that samples of its kind have.
    let name: String
    /// What kind of numbers.
    let kind: Kind
    /// The unit, with which the name ends.
    let unit: String?
    /// One sentence.
    let help: String

    init(_ kind: Kind, _ name: String, unit: String? = nil, _ help: String) {
        self.name = unit.map { "\(name)_\($0)" } ?? name
        self.kind = kind
        self.unit = unit
        self.help = help
    }

    /// Kinds of metrics, by their names in OpenMetrics.
    enum Kind: String, Sendable { case gauge, counter, histogram, info }

    /// The suffix of the names of samples, where there is but one.
    var suffix: String {
        switch kind {
        case .gauge, .histogram: ""
        case .counter: "_total"
        case .info: "_info"
        }
    }
}
