// SPDX-License-Identifier: Apache-2.0

import CCodecs
import Testing

@testable import Kafka

/// Answers of several brokers for one partition, as when its leader has moved.
struct DirectReaderHandingOutTests {
    private let reader: DirectReader

    init() throws {
        let settings = try #require(FetchSettings([:]))
        let client = try ClientHandle(.consumer, defaults: [:], properties: [:])
        reader = DirectReader(settings, client: client, marks: PartitionMarks())
        reader.add([(partition("t"), 10)])
    }

    private func link(_ port: Int32) -> BrokerLink {
        let link = BrokerLink(host: "127.0.0.1", port: port, settings: reader.settings)
        reader.links[BrokerAddress(host: "127.0.0.1", port: port)] = link
        return link
    }

    private func part(_ batches: WireReader) -> FetchAnswer.Part {
        FetchAnswer.Part(
            partition: partition("t"),
            errorCode: 0,
            highWatermark: 30,
            lastStableOffset: 30,
            startOffset: 0,
            aborted: [],
            batches: batches
        )
    }

    /// Hands out what an answer with these batches has.
    private func handOut(_ batches: WireReader, by link: BrokerLink, to storage: BatchStorage) {
        storage.beginDirect(owner: reader)
        link.parts = [part(batches)]
        reader.handOut(to: storage)
    }

    /// Offsets that come out of two answers that were taken in this order.
    private func offsets(_ ports: (Int32, Int32)) -> [Int64] {
        let records = (0..<10 as Range<Int64>).map { offset in
            StoredRecords.Record(key: nil, value: "v", offsetDelta: offset)
        }
        let storage = BatchStorage(capacity: 100)
        storage.beginDirect(owner: reader)
        return StoredRecords.read(StoredRecords.batch(at: 10, records)) { first in
            StoredRecords.read(StoredRecords.batch(at: 20, records)) { second in
                for (number, (port, batches)) in [(ports.0, first), (ports.1, second)].enumerated()
                {
                    let link = link(port)
                    link.answerNumber = number + 1
                    link.parts = [part(batches)]
                }
                reader.handOut(to: storage)
                return (0..<storage.count).filter { unsafe storage.entries[$0].kind == .record }
                    .map { unsafe storage.entries[$0].offset }
            }
        }
    }

    @Test(arguments: 1...16 as ClosedRange<Int32>)
    func `the answer that was taken first is read first, whoever gave it`(port: Int32) {
        #expect(offsets((port, port + 100)) == Array(10..<30))
    }

    @Test
    func `a batch whose records are not what they should be is given up, not asked for for ever`() {
        var bytes = StoredRecords.batch(
            at: 10,
            [StoredRecords.Record(value: "v", offsetDelta: 0)]
        )
        // The record says that it is longer than the batch.
        bytes[StoredBatch.headerSize] = 0x7E
        let checked = unsafe bytes[21...].withUnsafeBufferPointer {
            unsafe sg_crc32c($0.baseAddress, $0.count)
        }
        for place in 0..<4 {
            bytes[17 + place] = UInt8(truncatingIfNeeded: checked >> (24 - 8 * place))
        }
        StoredRecords.read(bytes) { batches in
            let link = link(9_092)
            reader.partitions[0].offsets = 0..<11
            let storage = BatchStorage(capacity: 10)
            var codes: [KafkaError.Code] = []
            for _ in 0..<DirectReader.readTries {
                handOut(batches, by: link, to: storage)
                codes += (0..<storage.count).map { storage.error(at: $0).code }
            }
            #expect(codes == [.unreadable] && storage.losses == [0: 10..<11])
            #expect(reader.partitions[0].position == 11 && reader.partitions[0].next == 11)
            #expect(!reader.partitions[0].isFailing && reader.partitions[0].unreadable == nil)
        }
    }

    @Test(arguments: [0, 40] as [Int64])
    func `of a header that cannot be nothing is believed`(end: Int64) {
        var bytes = StoredRecords.batch(at: 12, [StoredRecords.Record(value: "v", offsetDelta: 90)])
        bytes[bytes.count - 1] ^= 1
        StoredRecords.read(bytes) { batches in
            let link = link(9_092)
            reader.partitions[0].offsets = 0..<end
            let storage = BatchStorage(capacity: 10)
            for _ in 0..<DirectReader.readTries {
                handOut(batches, by: link, to: storage)
            }
            #expect(storage.losses == [0: 10..<11] && reader.partitions[0].position == 11)
        }
    }

    @Test func `a mark that was damaged on its way only is waited for no longer once it is sound`()
    {
        let sound = StoredRecords.marker(at: 10, producer: 3, isAbort: true)
        var damaged = sound
        damaged[sound.count - 1] ^= 1
        let link = link(9_092)
        let storage = BatchStorage(capacity: 10)
        var failing: [Bool] = []
        for bytes in [damaged, sound] {
            StoredRecords.read(bytes) { batches in
                handOut(batches, by: link, to: storage)
                failing.append(reader.partitions[0].isFailing)
            }
        }
        #expect(failing == [true, false] && reader.partitions[0].position == 11)
    }

    @Test func `what came before a jump to another offset is forgotten, wherever it lies`() {
        StoredRecords.read(
            StoredRecords.batch(at: 20, [StoredRecords.Record(value: "v", offsetDelta: 0)])
        ) { batches in
            let link = link(9_092)
            link.parts = [part(batches)]
            reader.part = part(batches)
            reader.partitions[0].question = 7
            reader.seek(partition("t"), to: 0)
            #expect(link.parts.isEmpty && reader.part == nil)
            #expect(reader.partitions[0].question == 0)
        }
    }
}
