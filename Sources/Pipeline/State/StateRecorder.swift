// SPDX-License-Identifier: Apache-2.0

/// Writes what changed in the state since the commit before.
///
/// The state is a set of parts: blocks of tables, rows, a few numbers. A part is written when its
/// fingerprint is another one than at the commit before, and once in every `turns` commits whether or
/// not it changed; one that is gone is written as empty. So the newest `turns` commits hold all of
/// the state, each part at least once, and nothing older is needed: there is no other base.
/// A fingerprint is a 64-bit hash; a change that it misses (a chance of 2⁻⁶⁴) is written with the
/// part's next turn.
///
/// - Note: thread: the aggregator's. Memory: 16 bytes a part.
public struct StateRecorder: Sendable {
    /// What is known of a part; never written or gone: a fingerprint of 0.
    private struct Mark {
        var fingerprint: UInt64 = 0
        var round: UInt32 = 0
    }

    /// Within how many commits each part is written.
    public let turns: Int
    /// From monotonic to wall-clock time, ms: what is stored outlives the monotonic clock.
    let clockOffset: Int64

    private var marks: [StateKey: [Mark]] = [:]
    private var round: UInt32 = 0
    private var key = StateKey(.clocks)
    private var current: [Mark] = []
    private var output = StateWriter()

    /// A recorder that has written nothing yet: its first delta holds everything.
    ///
    /// - Parameters:
    ///   - turns: within how many commits each part is written, 1 or more.
    ///   - clockOffset: from monotonic to wall-clock time, ms.
    public init(turns: Int = 64, clockOffset: Int64) {
        precondition(turns > 0, "every part has its turn")
        self.turns = turns
        self.clockOffset = clockOffset
    }

    /// Whether nothing was recorded yet: the next delta holds everything.
    var isUnused: Bool { round == 0 }

    /// Begins the delta of a commit.
    ///
    /// - Parameter first: what another recorder wrote for the same commit.
    mutating func begin(behind first: [UInt8] = []) {
        round += 1
        output = StateWriter(first)
    }

    /// Goes on with the delta of a commit that was handed over.
    mutating func goOn(behind delta: consuming [UInt8]) { output = StateWriter(delta) }

    /// Hands the delta over, without a copy: it may be hundreds of megabytes.
    ///
    /// - Returns: parts, each a key (kind of 8 bits, index of 16, number of 32), a length of 32 bits
    ///   and so many bytes; length 0: the part is gone.
    mutating func takeDelta() -> [UInt8] {
        defer { output = StateWriter() }
        return output.bytes
    }

    /// Begins a section: all parts with this kind and index.
    mutating func open(_ kind: StateKind, _ index: Int = 0) {
        key = StateKey(kind, UInt16(index))
        current = marks.removeValue(forKey: key) ?? []
    }

    /// Records a part of the open section.
    ///
    /// - Parameters:
    ///   - number: each number once.
    ///   - fingerprint: changes with the content; made from the content where it is nil.
    ///   - body: writes the content, not called where nothing changed and a fingerprint is given.
    mutating func part(
        _ number: Int,
        fingerprint: UInt64? = nil,
        _ body: (inout StateWriter) -> Void
    ) {
        while current.count <= number { current.append(Mark()) }
        key.number = UInt32(number)
        let isTurn = key.turn(of: turns) == Int(round) % turns
        current[number].round = round
        if let fingerprint, !isTurn, current[number].fingerprint == fingerprint | 1 { return }
        let begin = beginPart()
        let content = output.bytes.count
        body(&output)
        let print = fingerprint ?? XXHash64.hash(output.bytes[content...])
        if !isTurn, current[number].fingerprint == print | 1 {
            output.cut(to: begin)
            return
        }
        output.overwrite(UInt32(output.bytes.count - content), at: content - 4)
        current[number].fingerprint = print | 1
    }

    /// Whether the delta holds everything.
    var isWhole: Bool { round == 1 }

    /// The commit's place among those that the newest whole state consists of.
    var turn: Int { Int(round) % turns }

    /// Writes a part of the open section whatever is known of it; nothing written: it is gone.
    ///
    /// The section ends with `closeKeepingOthers`, and its parts' turns are the caller's.
    mutating func write(_ number: Int, _ body: (inout StateWriter) -> Void) {
        while current.count <= number { current.append(Mark()) }
        key.number = UInt32(number)
        let begin = beginPart()
        let content = output.bytes.count
        body(&output)
        let length = output.bytes.count - content
        if length == 0, current[number].fingerprint == 0 { return output.cut(to: begin) }
        output.overwrite(UInt32(length), at: content - 4)
        current[number].fingerprint = length == 0 ? 0 : 1
    }

    /// Ends the section: its other parts stay as they were written.
    mutating func closeKeepingOthers() {
        key.number = 0
        marks[key] = current
        current = []
    }

    /// Ends the section: its parts that were not recorded since `open` are gone.
    mutating func close() {
        for number in current.indices
        where current[number].fingerprint != 0 && current[number].round != round {
            key.number = UInt32(number)
            _ = beginPart()
            current[number].fingerprint = 0
        }
        key.number = 0
        marks[key] = current
        current = []
    }

    /// A section of one part.
    mutating func single(
        _ kind: StateKind,
        _ index: Int = 0,
        _ body: (inout StateWriter) -> Void
    ) {
        open(kind, index)
        part(0, body)
        close()
    }

    /// Writes a key and a length of 0; tells where they begin.
    private mutating func beginPart() -> Int {
        let begin = output.bytes.count
        output.write(key.kind.rawValue)
        output.write(key.index)
        output.write(key.number)
        output.write(UInt32(0))
        return begin
    }
}
