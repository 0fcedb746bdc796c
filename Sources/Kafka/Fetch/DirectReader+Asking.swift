// SPDX-License-Identifier: Apache-2.0

import Glibc

// Asking.
extension DirectReader {
    func maintain(_ now: Int64) {
        if now >= leadersDue { findLeaders(now) }
        for (address, link) in links {
            // A broker that is lost may not lead any more. What it sent stays good; what it was
            // asked for is asked again from the same offset.
            if let error = link.advance(now) {
                leadersDue = min(leadersDue, now + Self.leaderBackoff)
                tell(error, of: link)
            }
            if link.parts.isEmpty, partLink !== link, link.hasAnswer { open(link, address, now) }
            if link.isIdle { ask(link, address, now) }
        }
    }

    /// Tells an outage once, however often it is tried to end it.
    private func tell(_ error: KafkaError, of link: BrokerLink) {
        guard !link.isLossTold else { return }
        link.isLossTold = true
        client.inbox.receive(error)
        guard links.values.allSatisfy(\.isLossTold) else { return }
        client.inbox.receive(KafkaError(code: .allBrokersDown, subject: nil, detail: ""))
    }

    /// Takes an answer, and asks the next question at once: where it begins is in the batches'
    /// headers.
    private func open(_ link: BrokerLink, _ address: BrokerAddress, _ now: Int64) {
        guard link.takeAnswer(now) else { return }
        answerCount += 1
        link.answerNumber = answerCount
        link.parts.removeAll { !isAwaited($0, of: link) }
        for part in link.parts { note(part, now) }
        ask(link, address, now)
    }

    /// Whether a part answers the last question for its partition: it may have been asked for elsewhere
    /// or from another offset since.
    private func isAwaited(_ part: FetchAnswer.Part, of link: BrokerLink) -> Bool {
        guard let index = indexes[part.partition] else { return false }
        return partitions[index].question == link.question
    }

    private func ask(_ link: BrokerLink, _ address: BrokerAddress, _ now: Int64) {
        var wanted: [Int] = []
        for index in partitions.indices
        where partitions[index].leader == address && !partitions[index].isStopped
            && partitions[index].retryAt <= now
        {
            wanted.append(index)
        }
        guard !wanted.isEmpty else { return }
        // Brokers fill answers in the order of the question: each gets its turn to be the first.
        link.rotation = (link.rotation + 1) % wanted.count
        wanted = Array(wanted[link.rotation...] + wanted[..<link.rotation])
        questionCount += 1
        link.question = questionCount
        for index in wanted { partitions[index].question = questionCount }
        let parts = wanted.map {
            FetchRequest.Part(partition: partitions[$0].name, offset: partitions[$0].next)
        }
        link.ask(parts, now)
        _ = link.advance(now)
    }

    private func note(_ part: FetchAnswer.Part, _ now: Int64) {
        guard let index = indexes[part.partition] else { return }
        guard part.errorCode == 0 else { return fail(index, part.errorCode, now) }
        partitions[index].reported = 0
        partitions[index].isRefused = false
        let end = settings.isReadCommitted ? part.lastStableOffset : part.highWatermark
        let start = max(0, part.startOffset)
        partitions[index].offsets = start..<max(start, end >= 0 ? end : part.highWatermark)
        marks.set(part.partition, offsets: start..<max(start, part.highWatermark))
        var reader = part.batches
        while let batch = StoredBatch(&reader) {
            partitions[index].next = max(partitions[index].next, batch.lastOffset + 1)
        }
    }

    func fail(_ index: Int, _ code: Int16, _ now: Int64) {
        let kind = KafkaError.Code(rawValue: Int32(code))
        partitions[index].retryAt = now + Self.leaderBackoff
        partitions[index].isRefused = true
        if code == 1 {
            partitions[index].isStopped = true
            let detail = "offset \(partitions[index].next)"
            return report(index, .offsetOutOfRange, detail)
        }
        if kind.isUsuallyTransient || kind == .unknownTopic {
            partitions[index].leader = nil
            leadersDue = min(leadersDue, now + Self.leaderBackoff)
        }
        guard !kind.isUsuallyTransient, partitions[index].reported != code else { return }
        partitions[index].reported = code
        partitions[index].retryAt = now + 1_000
        report(index, kind, "")
    }

    /// Lets an error of a partition come out with its records.
    func report(_ index: Int, _ code: KafkaError.Code, _ detail: String) {
        let subject = "partition \(partitions[index].name)"
        errors.append((index, KafkaError(code: code, subject: subject, detail: detail)))
    }

    private func findLeaders(_ now: Int64) {
        leadersDue = .max
        let isLost = partitions.contains { partition in
            !partition.isStopped
                && (partition.leader.flatMap { links[$0] }.map { !$0.isHealthy } ?? true)
        }
        guard isLost else { return }
        leadersDue = now + 1_000
        let told = client.leaders(timeoutMilliseconds: leaderPatience)
        areLeadersTold = told != nil
        guard let leaders = told else {
            // A late answer is lost: brokers that are far or busy are given more time.
            leaderPatience = min(2 * leaderPatience, Self.longestPatience)
            return
        }
        leaderPatience = Self.leastPatience
        for index in partitions.indices {
            guard let found = leaders[partitions[index].name] else { continue }
            partitions[index].leader = found
            if links[found] == nil {
                links[found] = BrokerLink(host: found.host, port: found.port, settings: settings)
            }
        }
        let used = Set(partitions.compactMap(\.leader))
        links = links.filter {
            used.contains($0.key) || $0.value === partLink || !$0.value.parts.isEmpty
        }
    }

    func wait(milliseconds: Int64) {
        var list: [pollfd] = []
        var isSoon = links.isEmpty
        for link in links.values {
            guard let (descriptor, isWriting) = link.interest else {
                // A connection that is about to be tried again has no descriptor: look again soon.
                isSoon = isSoon || !link.isIdle
                continue
            }
            let events = Int16(POLLIN) | (isWriting ? Int16(POLLOUT) : 0)
            list.append(pollfd(fd: descriptor, events: events, revents: 0))
        }
        let count = nfds_t(list.count)
        let pause = isSoon ? min(milliseconds, 10) : milliseconds
        _ = unsafe list.withUnsafeMutableBufferPointer {
            unsafe poll($0.baseAddress, count, Int32(pause))
        }
    }
}
