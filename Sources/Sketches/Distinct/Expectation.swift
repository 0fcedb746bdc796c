// SPDX-License-Identifier: Apache-2.0

/// What one register contributes on average to the sum of 2^-register.
///
/// With `load` items a register on average, a register is at most j with probability
/// exp(-load / 2^j); by partial summation E[2^-register] is the sum of 2^-(j+1) of these. The
/// mean is that of the reciprocal's estimate for a fixed number of items: it has the second-order
/// terms for the fixed number and for the reciprocal of a random sum.
struct Expectation {
    /// The expected contribution, corrected to second order in 1 / registers.
    let mean: Double
    /// Its derivative by the load, to first order.
    let slope: Double

    init(load: Double, registerCount: Double) {
        // 1 - exp(-load / 2^j), from j = 63 down by doubling the exponent: no exponential needed.
        var below = load * 0x1p-63
        below -= below * below / 2
        var power = 0x1p-63
        var first = 0.0
        var slope = 0.0
        var curvature = 0.0
        var second = 0.0
        for _ in 0..<64 {
            let probability = 1 - below
            let term = power / 2 * probability
            first += term
            slope -= power * term
            curvature += power * power * term
            second += 0.75 * power * power * probability
            below *= 2 - below
            power *= 2
        }
        let variance = second - first * first - load * slope * slope
        let fixed = first - load * curvature / (2 * registerCount)
        mean = fixed / (1 + variance / (registerCount * first * first))
        self.slope = slope
    }
}
