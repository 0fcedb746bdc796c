// SPDX-License-Identifier: Apache-2.0

extension SessionTracker {
    /// Records what changed in the sessions.
    func record(to recorder: inout StateRecorder) {
        heads.record(.sessionHeads, to: &recorder)
        sessions.record(.sessions, to: &recorder)
        stuck.record(.stuckFacts, to: &recorder)
    }

    /// Takes recorded sessions into a tracker that remembers none.
    ///
    /// Places stay what they were, since heads and sessions refer to them. The wheels are made anew: a
    /// place comes out of them at its own due time, not before.
    mutating func restore(from image: StateImage) throws(StateError) {
        try heads.restore(.sessionHeads, from: image)
        var places: [UInt32] = []
        try sessions.restore(.sessions, from: image) { places.append($0) }
        try stuck.restore(.stuckFacts, from: image)
        for place in places {
            if sessions[place].isInEndings { awaitEnding(place) }
            if sessions[place].isInForgettings { awaitForgetting(place) }
        }
    }
}
