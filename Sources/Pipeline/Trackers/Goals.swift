// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The goals that measures ask for: which of them a key event reaches is one word.
///
/// A goal is the name of a key event; `order` and `lead` are also reached by every event of that
/// type.
struct Goals: BitwiseCopyable {
    private var names: InlineArray<16, UInt64> = .init(repeating: 0)
    private var count = 0
    private var ordered: UInt16 = 0
    private var led: UInt16 = 0

    /// No goal at all.
    init() {}

    /// The goals of a plan.
    ///
    /// - Parameters:
    ///   - plan: at most `Plan.mostGoals` of them.
    ///   - hashes: of the plan's `eventNames`.
    init(_ plan: Plan, hashes: [String: UInt64]) {
        precondition(plan.goals.count <= Plan.mostGoals, "a goal is one bit of a word")
        for goal in plan.goals {
            guard let hash = hashes[goal] else {
                preconditionFailure("The configuration has the hash of every name of the plan.")
            }
            if goal == EventType.order.name { ordered |= 1 << UInt16(count) }
            if goal == EventType.lead.name { led |= 1 << UInt16(count) }
            names[count] = hash
            count += 1
        }
    }

    /// Whether an event is a key event: it counts as success.
    @inline(__always)
    static func isKeyEvent(_ event: borrowing Event) -> Bool {
        switch event.type {
        case .conversion, .order, .lead: true
        default: false
        }
    }

    /// The goals that an event reaches, as bits by their position in the plan.
    @inline(__always)
    func reached(by event: borrowing Event) -> UInt16 {
        guard count > 0, Self.isKeyEvent(event) else { return 0 }
        let (type, name) = (event.type, event.name)
        var bits = type == .order ? ordered : type == .lead ? led : 0
        for goal in 0..<count where names[goal] == name { bits |= 1 << UInt16(goal) }
        return bits
    }
}
