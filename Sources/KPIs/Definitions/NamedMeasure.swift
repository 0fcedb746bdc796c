// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// What a name under `measures` stands for.
enum NamedMeasure: Sendable {
    /// A fold of facts, and what formulas make of its cell.
    case fold(Expression, Measure, QuantityKind)
    /// The scores of the answers to a question.
    case tally(Tally)
    /// One of the values, by steps that make one; `time`: of the last one.
    case single(Measure, time: Measure?, steps: Double, QuantityKind)
    /// The mean of a quantity; what it takes is as for `fold`.
    case mean(Measure, steps: Double, QuantityKind)
    /// A list of the most frequent values, which is no quantity.
    case list(Measure)
    /// What a formula over other names came to.
    case expression(Expression, QuantityKind)
    /// A formula over other names that is not resolved yet.
    case formula(FormulaTree, YAMLNode)
    /// What could not be read, and why: what names it says the same again.
    case faulty(TextError)
}

/// What a quantity is, so that unlike ones are not added.
enum QuantityKind: String, Sendable {
    case number = "a number of things"
    case time = "a time"
    case amount = "an amount"

    /// Units that a value of the kind may have.
    var units: [KPI.Unit] {
        switch self {
        case .number: [.ratio, .count, .percent, .score]
        case .time: [.seconds]
        case .amount: [.currency, .count, .score]
        }
    }
}
