// SPDX-License-Identifier: Apache-2.0

/// The bodies that connections are sending, each counted once however many send it.
struct BodiesInFlight {
    /// A body of so many bytes is never refused: there are no more of them than connections.
    static let smallBytes = 4_096

    /// Bytes of all bodies at most, small ones aside.
    let limitBytes: Int
    /// Bytes of all bodies.
    private(set) var bytes = 0
    private var holders: [ObjectIdentifier: (bytes: Int, count: Int)] = [:]

    init(limitBytes: Int) { self.limitBytes = limitBytes }

    /// Whether a body that is not known yet may come.
    var hasRoom: Bool { bytes < limitBytes }

    /// Whether a body may be sent.
    func fits(_ body: ResponseBody) -> Bool {
        body.bytes.count <= Self.smallBytes || holders[ObjectIdentifier(body)] != nil
            || bytes + body.bytes.count <= limitBytes
    }

    /// One more connection sends a body.
    mutating func add(_ body: ResponseBody) {
        let size = body.bytes.count
        if holders[ObjectIdentifier(body)] == nil { bytes += size }
        holders[ObjectIdentifier(body), default: (size, 0)].count += 1
    }

    /// One less does.
    mutating func remove(_ body: ResponseBody) {
        guard var holder = holders[ObjectIdentifier(body)] else { return }
        holder.count -= 1
        holders[ObjectIdentifier(body)] = holder.count == 0 ? nil : holder
        if holder.count == 0 { bytes -= holder.bytes }
    }
}
