// SPDX-License-Identifier: Apache-2.0

/// Which source each input partition is of, and the number under which trackers know that source.
///
/// What is remembered of a source's objects is kept under its number: two sources with one number would be
/// taken for one, and a source with two for two. So a source has its number by its name, for the life
/// of the application, whatever else becomes an input and in whatever order.
struct PartitionSources: Sendable {
    /// By the partition's number.
    private(set) var partitions: [(number: Int, name: String)] = []

    /// Of the sources of these partitions.
    private var numbers: [String: Int] = [:]
    /// Of sources as the state calls them.
    private var former: [String: Int] = [:]
    private var last = 0

    /// Sources of which some are known from a state.
    init(restored: [StoredInput] = []) {
        for input in restored {
            if former[input.sourceName] == nil { former[input.sourceName] = input.source }
            last = max(last, input.source)
        }
    }

    /// Takes the next partition.
    ///
    /// - Parameters:
    ///   - name: of its source.
    ///   - stored: the partition as the state knows it: it keeps its number, also where its source is
    ///     called otherwise now.
    /// - Returns: the number of its source.
    mutating func add(_ name: String, stored: StoredInput? = nil) -> Int {
        let number = stored?.source ?? numbers[name] ?? formerNumber(of: name) ?? last + 1
        if numbers[name] == nil { numbers[name] = number }
        last = max(last, number)
        partitions.append((number, name))
        return number
    }

    /// The number that a source had; nil: none, or its partitions are called otherwise now.
    private func formerNumber(of name: String) -> Int? {
        former[name].flatMap { numbers.values.contains($0) ? nil : $0 }
    }
}
