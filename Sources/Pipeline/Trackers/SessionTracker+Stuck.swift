// SPDX-License-Identifier: Apache-2.0

// What tables could not take back is known of very few sessions, so it lies beside them: two words
// that nearly always are zero would make every session larger.
extension SessionTracker {
    /// The classes that could not take back what a session said at its end.
    @inline(__always)
    func stuckFacts(of place: UInt32) -> StuckFacts {
        sessions[place].isStuck ? stuck.find(Self.key(place))?.value ?? StuckFacts() : StuckFacts()
    }

    /// Remembers the classes that could not take something back.
    ///
    /// Without room the session may count twice in those classes, which is said of its times.
    mutating func keep(_ facts: StuckFacts, of place: UInt32, _ panes: inout PaneStore) {
        guard facts.start | facts.last != 0 else { return }
        guard
            let found = stuck.findOrInsert(
                Self.key(place),
                initial: facts,
                isExpired: { _ in false }
            )
        else {
            panes.noteRefused(sessions[place].start, of: .sessions)
            panes.noteRefused(sessions[place].last, of: .sessions)
            return
        }
        found.entry.value = facts
        sessions[place].isStuck = true
    }

    /// Gives back what was remembered of a session.
    mutating func release(_ place: UInt32) {
        guard sessions[place].isStuck else { return }
        stuck.remove(Self.key(place))
        sessions[place].isStuck = false
    }

    private static func key(_ place: UInt32) -> UInt64 { HashMix.combine(UInt64(place) + 1, 0) }
}
