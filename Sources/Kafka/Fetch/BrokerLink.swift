// SPDX-License-Identifier: Apache-2.0

/// The connection to one broker: at most one question on its way, at most one answer waiting.
///
/// Used by whoever holds the reader that owns it.
final class BrokerLink {
    let host: String
    let port: Int32
    /// Whether it is connected and answers in time.
    private(set) var isHealthy = false
    /// Whether the loss of the connection was told; the next answer makes it untold.
    var isLossTold = false
    /// The answer that is read at the moment; its parts are taken from the front.
    var parts: ArraySlice<FetchAnswer.Part> = []
    /// That answer's number: an earlier one is read first, whichever broker it came from.
    var answerNumber = 0
    /// The number of the question that was asked last.
    var question = 0
    /// The place of the partition that was the first of that question.
    var rotation = 0

    private let settings: FetchSettings
    private var socket: BrokerSocket?
    private var isEstablished = false
    private var outgoing: ArraySlice<UInt8> = []
    private var incoming = FetchBuffer()
    private var current = FetchBuffer()
    private var requestNumber: Int32 = 0
    private var isWaiting = false
    private var since: Int64 = 0
    private var retryAt: Int64 = 0
    private var backoff: Int64 = 50
    /// Connections that did not come about: each goes to the next address of the host.
    private var failureCount = 0

    init(host: String, port: Int32, settings: FetchSettings) {
        self.host = host
        self.port = port
        self.settings = settings
    }

    /// For `poll(2)`, and whether writing is waited for; nil while there is no connection, and where
    /// nothing is awaited from it: that it was closed would be told again and again.
    var interest: (descriptor: Int32, isWriting: Bool)? {
        guard let socket, !isEstablished || isWaiting else { return nil }
        return (socket.descriptor, !isEstablished || !outgoing.isEmpty)
    }

    /// Whether a question can be sent.
    var isIdle: Bool { isEstablished && !isWaiting && parts.isEmpty }

    /// Whether an answer is whole and waits to be taken.
    var hasAnswer: Bool { isWaiting && incoming.isComplete }

    /// Moves what can be moved without waiting.
    ///
    /// - Returns: an error when the connection is lost by this call; it is made again later.
    func advance(_ now: Int64) -> KafkaError? {
        guard let socket else { return now < retryAt ? nil : begin(now) }
        if !isEstablished {
            switch socket.isConnected {
            case true?: isEstablished = true
            case false?: return lose(now)
            case nil: return now - since > 10_000 ? lose(now) : nil
            }
        }
        while !outgoing.isEmpty {
            guard let sent = socket.send(outgoing) else { return lose(now) }
            if sent == 0 { break }
            outgoing = outgoing.dropFirst(sent)
        }
        guard isWaiting else { return nil }
        guard incoming.receive(from: socket) else { return lose(now) }
        if incoming.isComplete { return nil }
        let silence = now - since
        if silence > Int64(settings.waitMilliseconds) + 3_000 { isHealthy = false }
        return silence > Int64(settings.waitMilliseconds) + settings.timeoutMilliseconds
            ? lose(now) : nil
    }

    /// Sends a question; the link must be idle or have just given its answer.
    func ask(_ parts: [FetchRequest.Part], _ now: Int64) {
        requestNumber &+= 1
        outgoing = FetchRequest.frame(parts, number: requestNumber, settings: settings)[...]
        isWaiting = true
        since = now
    }

    /// Makes the answer that waits the current one.
    ///
    /// What `parts` held before must be done with.
    ///
    /// - Returns: false: it is no answer to the question.
    func takeAnswer(_ now: Int64) -> Bool {
        swap(&incoming, &current)
        incoming.clear()
        isWaiting = false
        var reader = current.reader
        guard let (number, parts) = FetchAnswer.parts(&reader), number == requestNumber else {
            _ = lose(now)
            return false
        }
        isHealthy = true
        isLossTold = false
        backoff = 50
        self.parts = parts[...]
        return true
    }

    /// Gives the connection up, and what was asked for.
    func lose(_ now: Int64) -> KafkaError {
        if !isEstablished { failureCount &+= 1 }
        socket = nil
        isEstablished = false
        isHealthy = false
        isWaiting = false
        outgoing = []
        incoming.clear()
        retryAt = now + backoff
        backoff = min(backoff * 2, max(50, settings.largestBackoffMilliseconds))
        return KafkaError(code: .connectionFailed, subject: "broker \(host):\(port)", detail: "")
    }

    private func begin(_ now: Int64) -> KafkaError? {
        do throws(KafkaError) {
            socket = try BrokerSocket(
                host: host,
                port: port,
                family: settings.addressFamily,
                turn: failureCount
            )
            since = now
            return nil
        } catch {
            _ = lose(now)
            return error
        }
    }
}
