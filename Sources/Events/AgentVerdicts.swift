// SPDX-License-Identifier: Apache-2.0

/// Whether agents are programs, with the answers of before at hand.
///
/// A topic shows the same few hundred agents again and again, and to compare one with what was
/// asked last costs a tenth of looking through it. An agent takes the place of whichever had its
/// place; one that is longer than `lengthLimit` is looked through each time. 64 KiB; one thread.
@safe struct AgentVerdicts: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    /// How many agents are remembered at most.
    static let capacity = 256
    /// Bytes of an agent that is remembered.
    static let lengthLimit = 254

    /// The length of an agent, the verdict, and then its bytes.
    private static let stride = 256
    /// Nil until an agent is asked for, which most formats never do.
    private var base: UnsafeMutablePointer<UInt8>?
    private let agents: BotAgents

    /// Verdicts by a list.
    init(_ agents: BotAgents) { self.agents = agents }

    deinit { unsafe base?.deallocate() }

    /// Whether the agent is a program; an empty one is not.
    mutating func isProgram(_ agent: ByteSlice) -> Bool {
        guard 1...Self.lengthLimit ~= agent.count else { return agents.contain(agent) }
        let place = Int(truncatingIfNeeded: KeyedHash.hash(agent, seed: 0) >> 56)
        let entry = unsafe entries() + place * Self.stride
        let known = unsafe ByteSlice(start: entry + 2, count: Int(entry[0]))
        if known.equals(agent) { return unsafe entry[1] != 0 }
        let verdict = agents.contain(agent)
        unsafe entry[0] = UInt8(agent.count)
        unsafe entry[1] = verdict ? 1 : 0
        unsafe (entry + 2).update(from: agent.start, count: agent.count)
        return verdict
    }

    private mutating func entries() -> UnsafeMutablePointer<UInt8> {
        if let base = unsafe base { return unsafe base }
        let size = Self.capacity * Self.stride
        let made = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        unsafe made.initialize(repeating: 0, count: size)
        unsafe base = unsafe made
        return unsafe made
    }
}
