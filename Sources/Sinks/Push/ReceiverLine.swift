// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The way to one receiver: when it may be tried, and what came of it.
struct ReceiverLine {
    /// Who is told.
    let receiver: PushReceiver
    /// Why the last request did not succeed, and what is told of it.
    private(set) var voice = ReceiverVoice()

    private var backoff = PushBackoff()
    private var retryAt = Int64.min
    private var counts: [PushAnswer.Verdict: UInt64] = [:]

    /// A way that was not gone.
    init(_ receiver: PushReceiver) { self.receiver = receiver }

    /// Whether it may be tried.
    func isOpen(at now: Int64) -> Bool { now >= retryAt }

    /// Sends a request and takes the answer.
    ///
    /// - Parameters:
    ///   - body: JSON.
    ///   - path: behind the receiver's address.
    ///   - headers: besides those of every request.
    ///   - moment: now.
    ///   - send: posts and waits.
    /// - Returns: what came of it, and what is to be logged.
    mutating func post(
        _ body: [UInt8],
        path: String = "",
        headers: [(name: String, value: String)] = [],
        at moment: ReceiverMoment,
        _ send: (PushRequest) -> PushAnswer
    ) -> (verdict: PushAnswer.Verdict, notice: PushNotice?) {
        let answer: PushAnswer
        do throws(SecretFile.Unusable) {
            var request = try receiver.request(body, seconds: moment.wall / 1_000)
            request.url += path
            request.headers += headers
            answer = send(request)
        } catch {
            answer = .none(error.reason)
        }
        let verdict = answer.verdict
        counts[verdict, default: 0] += 1
        if verdict == .failed {
            retryAt = moment.now + backoff.next(random: moment.random)
        } else {
            backoff.reset()
        }
        return (verdict, voice.take(answer, receiver: receiver.name))
    }

    /// How it goes.
    func status(waiting: Int, limit: Int, dropped: UInt64) -> PublishedStatus.Receiver {
        var status = PublishedStatus.Receiver(name: receiver.name, limit: limit)
        status.requests = PushAnswer.Verdict.allCases.map {
            .init(name: $0.rawValue, count: counts[$0] ?? 0)
        }
        status.waiting = waiting
        status.dropped = dropped
        status.trouble = voice.trouble
        return status
    }
}
