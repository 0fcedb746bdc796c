// SPDX-License-Identifier: Apache-2.0

/// Times that belong to answers, money and the journey, ms (rules: Semantics, section 10).
///
/// They are part of what the facts mean, so no setting changes them.
public struct FeedbackTimes: Sendable {
    /// How long after its latest statement an answer or a reading of spending can still change.
    public var change: Int64 = 30 * FeedbackTimes.day
    /// How long after an invitation an answer is credited to it.
    public var survey: Int64 = 7 * FeedbackTimes.day
    /// How long a person stays the same lead.
    public var lead: Int64 = 90 * FeedbackTimes.day
    /// How long orders are credited to a touch.
    public var touch: Int64 = 30 * FeedbackTimes.day
    /// How long the way from one stage to a later one may take.
    public var stage: Int64 = 7 * FeedbackTimes.day
    /// How long a silent conversation is remembered.
    public var silence: Int64 = 30 * FeedbackTimes.day

    private static let day: Int64 = 86_400_000

    /// The times that facts mean.
    public init() {}
}
