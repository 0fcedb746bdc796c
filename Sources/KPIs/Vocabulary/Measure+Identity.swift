// SPDX-License-Identifier: Apache-2.0

import Events

extension Measure {
    /// What it counts, in a text that stays the same from program to program: stored cells belong to
    /// a measure by it.
    ///
    /// Words for people are not in it. A new property joins the text only where it is not at its
    /// default, so that cells that were stored before it came keep their measure.
    public var identity: String {
        var parts = [fact.name, "\(fold)"]
        if let event {
            parts += event.identity
        } else {
            parts += filter.identity
        }
        if !goals.isEmpty { parts.append("goal \(goals.map(\.debugDescription))") }
        if !everyGoal.isEmpty { parts.append("every \(everyGoal.map(\.debugDescription))") }
        return parts.joined(separator: "; ")
    }
}

extension FactFilter {
    /// What it asks for; the goals are bits of a plan, so their measure names them.
    fileprivate var identity: [String] {
        var parts: [String] = []
        if channels != .max { parts.append("channels \(channels)") }
        if !flags.isEmpty { parts.append("flags \(flags.rawValue)") }
        if !withoutFlags.isEmpty { parts.append("without \(withoutFlags.rawValue)") }
        if words != .max { parts.append("words \(words)") }
        if let metric { parts.append("metric \(metric.key)") }
        if values != .min ... .max { parts.append("values \(values)") }
        if counts != .min ... .max { parts.append("counts \(counts)") }
        return parts
    }
}

extension EventSelection {
    fileprivate var identity: [String] {
        var parts = ["types \(types.map(\.name).joined(separator: " "))"]
        if let ownType { parts.append("own \(ownType.debugDescription)") }
        parts += tests.map(\.identity)
        parts.append("\(quantity) \(item)")
        if let listed { parts.append("lists \(listed.key)") }
        if takesMachines { parts.append("machines") }
        return parts
    }
}

extension EventTest {
    fileprivate var identity: String {
        switch self {
        case .word(let word, let bits): "\(word) \(bits)"
        case .flags(let mask, let wanted): "flags \(wanted) of \(mask)"
        case .number(let quantity, let low, let high): "\(quantity) \(low)...\(high)"
        case .name(let name, let isEqual):
            "name \(isEqual ? "is" : "is not") \(name.debugDescription)"
        case .listed(let dimension): "has \(dimension.key)"
        case .item(let item, let isPresent): "\(item) \(isPresent ? "given" : "not given")"
        }
    }
}

extension Target {
    /// All that decides a status, in a text that stays the same.
    public var identity: String {
        "\(value) warn \(warn.low)...\(warn.high) breach \(breach.low)...\(breach.high) "
            + "hold \(hold) sample \(minimumSample)"
    }
}
