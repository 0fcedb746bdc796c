// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import RingBuffers
import Synchronization

/// Reads and decodes the inputs of a replay, one after the other, on a thread of its own.
final class ReplaySource: @unchecked Sendable {
    // Unchecked: between `start` and the end of the thread that it gives only that thread touches the
    // variables, else only the owner.

    /// Decodes; its dictionaries may be read at any time.
    var ingester: RecordIngester
    /// Examples of what was rejected.
    var report = ReplayReport()
    /// Is told how much was read.
    var progress = ReplayProgress(total: nil, isShown: false)
    /// Why the last input was not read to its end.
    private(set) var failure: ProgramError?

    /// Bytes of one record.
    let lengthLimit: Int
    private var offset: Int64 = 0
    private var input: InputFile?
    private var items: SPSCRingBuffer<ReplayItem>.Producer?
    private let ended = Atomic(false)
    private let stop = StopSignal()

    /// A source of one partition.
    init(_ configuration: IngestConfiguration) {
        lengthLimit = configuration.schema.sizeLimit
        ingester = RecordIngester(configuration, keepsRejected: true)
        ingester.addPartition(source: 0)
    }

    /// Whether the last input is read, and all of it is in the ring.
    var hasEnded: Bool {
        // Pairs with the store in `read`: who sees it sees the items published before.
        ended.load(ordering: .acquiring)
    }

    /// Starts to read an input.
    ///
    /// - Parameters:
    ///   - file: plain or packed.
    ///   - items: receives what its records hold.
    /// - Returns: the thread that does; it must have ended before the next.
    func start(
        _ file: consuming InputFile,
        _ items: consuming SPSCRingBuffer<ReplayItem>.Producer
    ) -> PipelineThread {
        input = consume file
        self.items = consume items
        ended.store(false, ordering: .relaxed)
        return PipelineThread(name: "sg-replay") { self.read() }
    }

    /// Nobody counts any more: the thread ends soon.
    func cancel() { stop.raise() }

    private func read() {
        guard let file = input.take(), let items = items.take() else {
            preconditionFailure("there is an input, and a way for what is in it")
        }
        report.begin(file.name)
        var route = ReplayRoute(
            items,
            file: report.fileNames.count - 1,
            behind: report.disorder,
            stop: stop
        )
        do throws(ProgramError) {
            let lines = LineReader(InputBytes(file), lengthLimit: lengthLimit)
            try read(lines, &ingester, &route)
        } catch {
            failure = error
        }
        route.publish()
        report.disorder = route.disorder
        // Pairs with the load in `hasEnded`.
        ended.store(true, ordering: .releasing)
    }

    // The ingester is that of the source: its exclusive use is checked once, not at each record.
    private func read(
        _ input: consuming LineReader,
        _ ingester: inout RecordIngester,
        _ route: inout ReplayRoute
    ) throws(ProgramError) {
        var lines = input
        progress.begin(lines.name)
        while !stop.isRaised, try lines.advance() {
            route.beginRecord(line: lines.number)
            ingester.ingest(
                value: lines.line,
                key: nil,
                timestamp: -1,
                offset: offset,
                partition: 0,
                now: 0,
                to: &route
            )
            offset += 1
            if !ingester.rejected.records.isEmpty {
                report.note(ingester.rejected.take(), in: lines.name, line: lines.number)
            }
            if offset % 4_096 == 0 { progress.show(bytes: lines.readCount, records: offset) }
        }
        progress.end(bytes: lines.readCount, records: offset)
    }
}
