// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// What stands behind `windows`.
extension KPIReader {
    func setWindows(_ kpi: inout KPI, _ node: YAMLNode) throws(TextError) {
        // Nothing is left of the windows of a definition that it replaces.
        (kpi.windows, kpi.sizes) = (.bySettle, nil)
        if case .sequence(let items) = node.content {
            var sizes: [WindowShape] = []
            for item in items { sizes.append(try shape(item)) }
            kpi.sizes = sizes.isEmpty ? nil : sizes
            return
        }
        let words = node.text.split(separator: " ").map(String.init)
        switch words.count {
        case 1 where words[0] == "days": kpi.windows = .days
        case 1 where words[0] == "one_day": kpi.windows = .oneDay
        case 2 where words[0] == "from":
            kpi.windows = .atLeast(try duration(words[1], node))
        case 3 where words[1] == "by":
            let size = try duration(words[0], node)
            let hop = try duration(words[2], node)
            guard hop > 0, size % hop == 0, size / hop <= 1_000 else {
                throw cannotAdvance(size, by: hop, node)
            }
            kpi.windows = .sliding(size: size, hop: hop)
        default:
            throw TextError(
                message: "\(node.text.quoted) names no windows",
                location: node.location,
                hint: "write [1h, 1w], `from 1m`, `days`, `one_day` or `5m by 10s`"
            )
        }
    }

    /// Refuses windows in which the formula would come to something else than it says, and those whose
    /// records would have the keys of others.
    func checkWindows(_ kpi: KPI) throws(TextError) {
        try checkLengths(kpi.sizes ?? [])
        var shapes = kpi.sizes ?? []
        if case .sliding(let size, let hop) = kpi.windows {
            shapes = [size == hop ? .tumbling(size) : .sliding(size: size, hop: hop)]
        } else if kpi.windows == .oneDay {
            shapes = [.tumbling(WindowShape.day)]
        } else if kpi.sizes == nil, kpi.activeDays > 0 {
            // Settings can have no longer windows that advance by a day.
            shapes = [.month]
        }
        for (position, shape) in shapes.enumerated() {
            guard let fault = kpi.fault(of: shape) else { continue }
            var place = entry["windows"] ?? entry["formula"]
            if case .sequence(let items)? = entry["windows"]?.content { place = items[position] }
            let isSaid = entry["windows"] != nil || kpi.sizes != nil
            throw TextError(
                message: isSaid
                    ? "\(id) cannot have the windows \(shape.text): \(fault.message)"
                    : "\(id) needs `windows`: \(fault.message)",
                location: place?.location ?? location,
                hint: fault.hint
            )
        }
    }

    private func checkLengths(_ shapes: [WindowShape]) throws(TextError) {
        for (position, shape) in shapes.enumerated() {
            let other = shapes[..<position].first { $0.sizeText == shape.sizeText && $0 != shape }
            guard let other else { continue }
            var place = entry["windows"]
            if case .sequence(let items)? = place?.content { place = items[position] }
            throw TextError(
                message: "\(id) has windows of one length twice, \(other.text) and \(shape.text): "
                    + "their records would have the same keys",
                location: place?.location ?? location,
                hint: "keep one of them, or give the other to a KPI with an id of its own"
            )
        }
    }

    private func shape(_ node: YAMLNode) throws(TextError) -> WindowShape {
        if let shape = WindowShape(text: node.text) { return shape }
        let words = node.text.split(separator: " ").map(String.init)
        guard words.count == 3, words[1] == "by" else {
            throw TextError(
                message: "\(node.text.quoted) is no window",
                location: node.location,
                hint: "write a whole number and a unit (ms, s, m, h, d), `1w`, `1mo`, or two as in "
                    + "`1h by 5m`"
            )
        }
        throw cannotAdvance(try duration(words[0], node), by: try duration(words[2], node), node)
    }

    private func cannotAdvance(_ size: Int64, by hop: Int64, _ node: YAMLNode) -> TextError {
        TextError(
            message: "a window of \(DurationText.of(size)) cannot advance by "
                + DurationText.of(hop),
            location: node.location,
            hint: "take a whole part of it, at least a thousandth"
        )
    }

    func duration(_ text: String, _ node: YAMLNode) throws(TextError) -> Int64 {
        if let milliseconds = DurationText.milliseconds(text), milliseconds > 0 {
            return milliseconds
        }
        throw TextError(
            message: "\(text.quoted) is no duration",
            location: node.location,
            hint: "write a whole number and a unit (ms, s, m, h, d), such as 7d"
        )
    }
}
