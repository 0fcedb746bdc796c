// SPDX-License-Identifier: Apache-2.0

/// Something that turns steps into emitted values: the program under test, behind an adapter.
public protocol Subject {
    /// What became of the events so far, by partition.
    var outcomes: [[ModelOutcome: Int]] { get }
    /// Everything emitted so far; `cells` may be left out.
    var values: [ModelValue] { get }
    /// The watermark of the application, ms; nil: unset.
    var watermark: Int64? { get }
    /// Does what happens.
    mutating func step(_ step: ModelStep)
}

extension ReferenceModel: Subject {}
