// SPDX-License-Identifier: Apache-2.0

public import KPIs

extension JSONWriter {
    /// Writes what a series came to in a window, its fields named as in snapshot records.
    ///
    /// - Parameters:
    ///   - reading: What was read.
    ///   - kind: How settled it is.
    ///   - target: The KPI's target; nil: it has none.
    ///   - top: The most frequent values; nil: the KPI lists none.
    public mutating func value(
        _ reading: Reading,
        _ kind: Snapshot.Kind,
        target: Target?,
        top: [TopValue]? = nil
    ) {
        object { json in
            json.field("start", reading.start)
            json.field("end", reading.end)
            json.field("kind", kind.rawValue)
            json.field("revision", reading.revision)
            json.fields(of: reading.value)
            json.field("complete", reading.isComplete)
            if let standing = reading.target, let target {
                json.field("target") { json in
                    json.object { json in
                        json.field("status", standing.status.name)
                        json.field("since", standing.since)
                        json.field("value", target.value)
                    }
                }
            }
            if let previous = reading.previous { json.field(previous: previous, reading, kind) }
            if let top { json.field(top: top) }
        }
    }

    private mutating func fields(of value: KPIValue) {
        field("value", value.value)
        field("num", value.num)
        field("den", value.den)
        field("n", value.n)
        field("lo", value.lo)
        field("hi", value.hi)
        field("bounds") { json in
            guard let low = value.boundLow, let high = value.boundHigh else { return json.null() }
            json.array { json in
                json.value(low)
                json.value(high)
            }
        }
        field("open", value.open)
        if let p50 = value.p50, let p95 = value.p95 {
            field("p50", p50)
            field("p95", p95)
        }
    }

    /// The window before; how the value changed since only where the window is whole.
    private mutating func field(
        previous: Double?,
        _ reading: Reading,
        _ kind: Snapshot.Kind
    ) {
        field("previous") { json in
            json.object { json in
                json.field("value", previous)
                guard kind != .early else { return }
                let comparison = Comparison(of: reading.value.value, with: previous)
                json.field("change", comparison.change)
                json.field("growth", comparison.growth)
            }
        }
    }

    private mutating func field(top: [TopValue]) {
        field("top") { json in
            json.array(top) { json, entry in
                json.object { json in
                    json.field("value", WrittenValue.text(entry.value))
                    json.field("count", entry.count)
                    json.field("lower", entry.low)
                    json.field("upper", entry.count)
                }
            }
        }
    }
}
