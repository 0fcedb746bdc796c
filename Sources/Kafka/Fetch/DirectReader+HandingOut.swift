// SPDX-License-Identifier: Apache-2.0

// Handing out.
extension DirectReader {
    func handOut(to storage: BatchStorage) {
        while storage.hasRoom, let (index, error) = errors.popLast() {
            storage.append(error, partitionIndex: index)
        }
        var burst = 0
        while storage.hasRoom {
            if walk != nil {
                walkOn(storage)
            } else if burst >= Self.burstBytes {
                return
            } else if part != nil {
                burst += openBatch(storage)
            } else {
                guard let link = links.values.first(where: { !$0.parts.isEmpty }) else { return }
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
            readAgain(index)
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
            readAgain(index)
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
                return readAgain(index)
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
        guard settings.reportsEnds, !partition.isStopped,
            let end = partition.offsets?.upperBound, partition.position >= end,
            partition.reportedEnd != partition.position
        else { return }
        partitions[index].reportedEnd = partition.position
        storage.appendEnd(offset: partition.position, partitionIndex: index)
    }

    func markPosition(of index: Int) {
        marks.set(partitions[index].name, position: partitions[index].position)
    }

    /// What came cannot be read: it is asked for again, from where its reading ended.
    private func readAgain(_ index: Int) {
        part = nil
        partitions[index].next = partitions[index].position
        fail(index, 2, Self.now)
    }
}
