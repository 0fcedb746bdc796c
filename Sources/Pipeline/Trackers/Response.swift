// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One answer, review or labeled text: what its facts are derived from.
struct Response: BitwiseCopyable {
    /// Nothing was given.
    private static var never: Int64 { .min }

    /// Time of the earliest event, ms.
    private var first: Int64
    /// Times of the events that gave the score and the sentiment, ms.
    private var scoredAt = Response.never
    private var labeledAt = Response.never
    /// Thousandths.
    private var score: Int64 = 0
    private var scale: Int64 = 0
    /// Dimension values of the earliest event.
    private var combination: UInt32
    /// Thousandths.
    private var sentiment: Int16 = 0
    private var channel: Channel

    /// A response of one event.
    init(_ event: borrowing Event, combination: UInt32) {
        first = event.time
        channel = event.channel
        self.combination = combination
        absorb(event, combination: combination)
    }

    /// Takes an event in.
    mutating func absorb(_ event: borrowing Event, combination: UInt32) {
        if event.time < first {
            first = event.time
            channel = event.channel
            self.combination = combination
        }
        if let given = event.scoreThousandths, event.time >= scoredAt {
            scoredAt = event.time
            score = given
            scale = event.scaleThousandths ?? 0
        }
        if let given = event.sentimentThousandths, event.time >= labeledAt {
            labeledAt = event.time
            sentiment = given
        }
    }

    /// The latest of its times, ms.
    var latest: Int64 { max(first, scoredAt, labeledAt) }

    /// The fact of its score; nil without one.
    func answer(_ type: EventType) -> Fact? {
        guard scoredAt != Self.never else { return nil }
        switch type {
        case .surveyAnswered: return fact(.answerGiven, value: score, count: scale)
        case .review: return fact(.reviewGiven, value: score, count: scale)
        default: return nil
        }
    }

    /// The fact of its sentiment; nil without one.
    func label(_ type: EventType) -> Fact? {
        guard labeledAt != Self.never, type != .surveyAnswered else { return nil }
        var label = fact(.textLabeled, value: Int64(sentiment), count: 0)
        label.flags = sentiment > 0 ? .positive : sentiment < 0 ? .negative : .neutral
        return label
    }

    private func fact(_ kind: FactKind, value: Int64, count: Int64) -> Fact {
        Fact(
            kind,
            channel: channel,
            time: first,
            combination: combination,
            value: value,
            count: count
        )
    }
}

extension Response: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        combination = try body(combination)
    }
}
