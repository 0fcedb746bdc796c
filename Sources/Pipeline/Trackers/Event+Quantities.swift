// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Quantities as facts keep them; nil where the event gives none, or one beyond what sums take.
extension Event {
    /// The value in millionths.
    var valueMillionths: Int64? {
        flags.contains(.hasValue) ? Self.steps(value, .value) : nil
    }

    /// The score in thousandths.
    var scoreThousandths: Int64? {
        flags.contains(.hasScore) ? Self.steps(score, .score) : nil
    }

    /// The upper end of the score's scale in thousandths.
    var scaleThousandths: Int64? { scale > 0 ? Self.steps(scale, .scale) : nil }

    /// The sentiment in thousandths.
    var sentimentThousandths: Int16? {
        guard flags.contains(.hasSentiment), sentiment.magnitude <= 1 else { return nil }
        return Int16((Double(sentiment) * 1_000).rounded())
    }

    private static func steps(_ number: Double, _ quantity: EventQuantity) -> Int64? {
        guard number.magnitude <= quantity.limit else { return nil }
        return Int64((number * quantity.steps).rounded())
    }
}
