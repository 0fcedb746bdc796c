// SPDX-License-Identifier: Apache-2.0

// Handing out.
extension DirectReader {
    func handOut(to storage: BatchStorage) {
        while storage.hasRoom, let (index, error) = errors.popLast() {
            storage.append(error, partitionIndex: index)
        }
        var burst = 0
        isInterrupted = false
        while storage.hasRoom, !isInterrupted {
            if walk != nil {
                walkOn(storage)
            } else if burst >= Self.burstBytes {
                return
            } else if part != nil {
                burst += openBatch(storage)
            } else {
                let answers = links.values.lazy.filter { !$0.parts.isEmpty }
                guard let link = answers.min(by: { $0.answerNumber < $1.answerNumber }) else {
                    return
                }
                part = link.parts.popFirst()
                partLink = link
                aborted = AbortedTransactions(part?.aborted ?? [])
            }
        }
    }

    /// Opens the next batch of the part; at the part's end tells whether the partition is at its.
    ///
    /// - Returns: bytes that are in the cache now.
    private func openBatch(_ storage: BatchStorage) -> Int {
        guard let index = part.flatMap({ indexes[$0.partition] }), !partitions[index].isStopped,
            let batch = part?.nextBatch()
        else {
            endPart(storage)
            return 0
        }
        guard batch.magic == 2 else {
            partitions[index].isStopped = true
            let detail = "its records have the format of Kafka 0.10; let a newer version copy them"
            report(index, .invalidArgument, detail)
            return 0
        }
        guard !settings.checksChecksums || batch.isIntact else {
            meetUnreadable(batch, index, storage)
            return 0
        }
        let isAborted = aborted.contains(batch)
        guard batch.lastOffset >= partitions[index].position else { return 0 }
        if isAborted || batch.isControl {
            partitions[index].position = batch.lastOffset + 1
            return 0
        }
        isWalkDecompressed = batch.codec != 0
        let records = isWalkDecompressed ? pool.decompress(batch) : batch.storedRecords
        guard let records else {
            meetUnreadable(batch, index, storage)
            return 0
        }
        walk = RecordWalk(batch, records: records)
        return records.remaining
    }

    private func walkOn(_ storage: BatchStorage) {
        guard var walk, let index = part.flatMap({ indexes[$0.partition] }) else { return }
        var position = partitions[index].position
        while storage.hasRoom, !walk.isDone {
            guard let record = walk.next() else {
                self.walk = nil
                partitions[index].position = position
                return meetUnreadable(walk.batch, index, storage)
            }
            guard record.offset >= position else { continue }
            storage.append(record, partitionIndex: index)
            position = record.offset + 1
        }
        if walk.isDone {
            // Offsets behind the last record may be gone by compaction.
            partitions[index].position = max(position, walk.batch.lastOffset + 1)
            self.walk = nil
        } else {
            partitions[index].position = position
            self.walk = walk
        }
    }

    private func endPart(_ storage: BatchStorage) {
        defer { part = nil }
        guard let index = part.flatMap({ indexes[$0.partition] }), part?.errorCode == 0 else {
            return
        }
        markPosition(of: index)
        let partition = partitions[index]
        guard !partition.isStopped, let end = partition.offsets?.upperBound,
            partition.position >= end
        else { return }
        // What could not be read here is gone.
        partitions[index].unreadable = nil
        guard settings.reportsEnds, partition.reportedEnd != partition.position else { return }
        partitions[index].reportedEnd = partition.position
        storage.appendEnd(offset: partition.position, partitionIndex: index)
    }

    func markPosition(of index: Int) {
        marks.set(partitions[index].name, position: partitions[index].position)
    }

    /// A batch that came cannot be read: it is asked for again, and given up where it stays so.
    private func meetUnreadable(_ batch: StoredBatch, _ index: Int, _ storage: BatchStorage) {
        let (position, last) = (partitions[index].position, partitions[index].unreadable)
        let tries = last?.position == position ? (last?.tries ?? 0) + 1 : 1
        guard tries < Self.readTries else { return stepOver(batch, index, storage) }
        forgetUnread(index)
        partitions[index].unreadable = (position, tries)
        partitions[index].next = position
        partitions[index].retryAt = Self.now + Self.readPause
    }

    /// Tells that a batch is lost, with its offsets, before anything that follows comes out.
    private func stepOver(_ batch: StoredBatch, _ index: Int, _ storage: BatchStorage) {
        let partition = partitions[index]
        // Of a damaged header nothing is believed.
        let end = partition.offsets?.upperBound ?? 0
        let isKnown = batch.lastOffset >= partition.position && batch.lastOffset < end
        let last = isKnown ? batch.lastOffset : partition.position
        let first = isKnown ? min(max(batch.baseOffset, partition.position), last) : last
        let next = last + 1
        // What lies behind it is asked for anew: which transactions were aborted it may have told.
        forgetUnread(index)
        partitions[index].position = next
        partitions[index].next = next
        partitions[index].unreadable = nil
        let error = KafkaError(
            code: .unreadable,
            subject: "partition \(partition.name)",
            detail: "offsets \(first) to \(last)"
        )
        storage.append(error, lost: first..<next, partitionIndex: index)
        isInterrupted = true
    }
}
