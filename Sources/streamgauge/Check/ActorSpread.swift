// SPDX-License-Identifier: Apache-2.0

/// Whether the events of one actor lie in one partition, judged by a sample.
struct ActorSpread: Equatable {
    /// What a sample says.
    enum Verdict: Equatable {
        /// Too few actors came more than once.
        case unknown
        /// Each lies in one partition, as good as all of them.
        case keyed
        /// So many of those that came more than once lie in several.
        case spread(Int, of: Int)
    }

    /// With fewer actors that came more than once nothing is said.
    private static let leastActors = 20
    /// Out of so many actors one may lie in two partitions: partitions were added, or a program is wrong.
    private static let tolerance = 20

    private struct Place: Equatable {
        var partition: Int
        var isRepeated = false
        var isSpread = false
    }

    private var places: [UInt64: Place] = [:]

    /// An event of an actor was seen in a partition; 0: it has none.
    mutating func note(_ actor: UInt64, in partition: Int) {
        guard actor != 0 else { return }
        guard var place = places[actor] else {
            places[actor] = Place(partition: partition)
            return
        }
        place.isRepeated = true
        if place.partition != partition { place.isSpread = true }
        places[actor] = place
    }

    /// What it says.
    var verdict: Verdict {
        let repeated = places.values.count { $0.isRepeated }
        guard repeated >= Self.leastActors else { return .unknown }
        let spread = places.values.count { $0.isSpread }
        return spread * Self.tolerance > repeated ? .spread(spread, of: repeated) : .keyed
    }
}
