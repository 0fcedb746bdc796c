// SPDX-License-Identifier: Apache-2.0

/// Where the true value lies with a probability of 95 %.
struct Interval: Equatable {
    /// The lower end.
    let low: Double
    /// The upper end.
    let high: Double

    /// The 97.5 % point of the normal distribution.
    static let z = 1.959963984540054

    /// The interval of a share by the score method (Wilson, 1927).
    ///
    /// - Parameters:
    ///   - successes: From 0 to `trials`.
    ///   - trials: More than 0.
    /// - Returns: An interval within 0 and 1.
    static func wilson(successes: Double, trials: Double) -> Interval {
        let share = min(max(successes / trials, 0), 1)
        let square = z * z / trials
        let middle = (share + square / 2) / (1 + square)
        let spread = share * (1 - share) / trials + square / (4 * trials)
        let half = z * spread.squareRoot() / (1 + square)
        // At the ends the formula gives 0 and 1 but for rounding.
        return Interval(
            low: share == 0 ? 0 : max(middle - half, 0),
            high: share == 1 ? 1 : min(middle + half, 1)
        )
    }

    /// The interval of the mean of quantities that are not negative; nil for fewer than two.
    ///
    /// - Parameters:
    ///   - sum: Sum of the quantities.
    ///   - squares: Sum of their squares.
    ///   - count: How many there are.
    /// - Returns: An interval that does not go below 0.
    static func mean(sum: Double, squares: Double, count: Double) -> Interval? {
        guard count >= 2 else { return nil }
        let mean = sum / count
        let variance = max((squares - sum * mean) / (count - 1), 0)
        let half = z * (variance / count).squareRoot()
        return Interval(low: max(mean - half, 0), high: mean + half)
    }

    /// The interval of the mean of quantities of either sign; nil for fewer than two.
    static func mean(ofSigned sum: Double, squares: Double, count: Double) -> Interval? {
        guard count >= 2 else { return nil }
        let mean = sum / count
        let variance = max((squares - sum * mean) / (count - 1), 0)
        let half = z * (variance / count).squareRoot()
        return Interval(low: mean - half, high: mean + half)
    }

    /// The interval of 100 times the surplus of one share over another of the same things.
    ///
    /// The variance of such a difference is (p + d - (p - d)²) / n, as for the Net Promoter Score.
    ///
    /// - Parameters:
    ///   - up: How many things are in the one part.
    ///   - down: How many are in the other.
    ///   - count: How many there are, more than 0.
    /// - Returns: An interval within -100 and 100.
    static func net(up: Double, down: Double, count: Double) -> Interval {
        let (up, down) = (up / count, down / count)
        let net = up - down
        let half = z * (max(up + down - net * net, 0) / count).squareRoot()
        return Interval(low: max(100 * (net - half), -100), high: min(100 * (net + half), 100))
    }

    /// The interval of a growth between two counts of things that happen independently of each
    /// other (of each, the variance is the count itself); nil where one of them is not positive.
    ///
    /// Counts that are estimates have the errors of their sketches besides.
    static func growth(
        now: Double,
        then: Double,
        relativeErrors: [Double] = []
    ) -> Interval? {
        guard now > 0, then > 0 else { return nil }
        let ratio = now / then
        let estimation = relativeErrors.reduce(0) { $0 + $1 * $1 }
        let half = z * ratio * (1 / now + 1 / then + estimation).squareRoot()
        return Interval(low: max(ratio - 1 - half, -1), high: ratio - 1 + half)
    }

    /// The interval of an estimate with a known relative standard error, in whole things.
    static func estimate(_ value: Double, relativeError: Double) -> Interval {
        let half = z * relativeError * value
        return Interval(
            low: max((value - half).rounded(.down), 0),
            high: (value + half).rounded(.up)
        )
    }
}
