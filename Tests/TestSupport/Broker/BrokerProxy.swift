// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization

/// Stands between clients and a broker, and does to their requests what networks do.
///
/// It knows whole requests and answers (Kafka's protocol guide: 4 bytes of length, then the API's
/// key) and asks its judge about each. The judge runs on the connection's thread: if it waits, the
/// connection does.
public final class BrokerProxy: Sendable {
    /// A request on its way to the broker, or an answer on its way back.
    public struct Step: Sendable {
        /// The API's number.
        public let api: Int16
        /// Whether it is the answer.
        public let isAnswer: Bool
    }

    /// What becomes of it.
    public enum Verdict: Sendable {
        /// It goes on.
        case pass
        /// It is lost, and its connection breaks.
        case cut
        /// Its connection breaks at the client's side; it arrives at the broker with `release`.
        case keep
        /// Other bytes go on in its place.
        case change(@Sendable ([UInt8]) -> [UInt8])
    }

    /// Where clients connect to.
    public var bootstrapServers: String { "127.0.0.1:\(port)" }

    private struct State {
        var links: [ProxiedLink] = []
        var kept: [(link: ProxiedLink, frame: [UInt8])] = []
        var isStopped = false
    }

    private let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let judge: @Sendable (Step) -> Verdict
    private let state = Mutex(State())

    init(
        port: UInt16,
        target: UInt16,
        judge: @escaping @Sendable (Step) -> Verdict
    ) throws {
        self.port = port
        self.target = target
        self.judge = judge
        listener = try LoopbackSocket.listen(port: port)
        Thread.detachNewThread { [self] in accept() }
    }

    /// Breaks all connections that there are.
    public func cutAll() {
        let links = state.withLock { state in
            defer { state.links = [] }
            return state.links
        }
        for link in links { link.cut() }
    }

    /// Lets what was kept arrive at the broker.
    ///
    /// - Returns: how much it was.
    @discardableResult
    public func release() -> Int {
        let kept = state.withLock { state in
            defer { state.kept = [] }
            return state.kept
        }
        for (link, frame) in kept { link.sendToBroker(frame) }
        return kept.count
    }

    /// Ends it.
    public func stop() {
        state.withLock { $0.isStopped = true }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        cutAll()
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            guard let broker = try? LoopbackSocket.connect(port: target) else {
                close(client)
                continue
            }
            let link = ProxiedLink(client: client, broker: broker)
            let isStopped = state.withLock { state in
                state.links.append(link)
                return state.isStopped
            }
            if isStopped { return link.cut() }
            Thread.detachNewThread { [self] in pump(link, answers: false) }
            Thread.detachNewThread { [self] in pump(link, answers: true) }
        }
    }

    private func pump(_ link: ProxiedLink, answers: Bool) {
        while let frame = link.next(answers: answers) {
            switch judge(Step(api: frame.api, isAnswer: answers)) {
            case .pass:
                guard link.pass(frame.bytes, answers: answers) else { return link.cut() }
            case .change(let changed):
                guard link.pass(changed(frame.bytes), answers: answers) else { return link.cut() }
            case .cut: return link.cut()
            case .keep:
                state.withLock { $0.kept.append((link, frame.bytes)) }
                return link.cutClient()
            }
        }
        link.end(answers: answers)
    }
}
