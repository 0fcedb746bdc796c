// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Writes the finals of an output as JSON.
struct HistoryText {
    private let output: Int
    private let plan: Plan

    init(output: Int, plan: Plan) { (self.output, self.plan) = (output, plan) }

    /// Tells series of an output apart.
    static func key(_ dimensions: [(name: String, value: String)], _ isOverflow: Bool) -> String {
        dimensions.map { "\($0.value.utf8.count):\($0.value)" }.joined() + (isOverflow ? "+" : "")
    }

    /// Writes the answer.
    ///
    /// - Parameters:
    ///   - excerpts: the series.
    ///   - live: running values by `key`.
    ///   - json: gets one object.
    func write(
        _ excerpts: [HistoryExcerpt],
        live: [String: Reading],
        to json: inout JSONWriter
    ) {
        let kpi = plan.kpis[plan.outputs[output].kpi]
        let shape = plan.outputs[output].shape
        json.object { json in
            json.field("kpi", kpi.id)
            json.field("definition", kpi.definition)
            json.field("unit", kpi.unit.rawValue)
            json.field("better", kpi.better.rawValue)
            json.field("window") { $0.value(window: shape) }
            json.field("by") { json in
                json.array(plan.dimensionNames(ofOutput: output)) { $0.value($1) }
            }
            json.field("truncated", excerpts.contains(where: \.isTruncated))
            json.field("series") { json in
                json.array(excerpts) { json, excerpt in
                    let key = Self.key(excerpt.series.dimensions, excerpt.series.isOverflow)
                    write(excerpt, live[key], to: &json)
                }
            }
        }
    }

    private func write(
        _ excerpt: HistoryExcerpt,
        _ live: Reading?,
        to json: inout JSONWriter
    ) {
        json.object { json in
            json.field(dimensions: excerpt.series.dimensions)
            json.field("overflow", excerpt.series.isOverflow)
            json.field("points") { json in
                json.array(excerpt.points) { json, point in write(point, to: &json) }
            }
            if let live {
                let target = plan.kpis[plan.outputs[output].kpi].target
                json.field("live") { $0.value(live, .early, target: target) }
            }
        }
    }

    private func write(_ point: HistoryPoint, to json: inout JSONWriter) {
        json.object { json in
            json.field("start", point.start)
            json.field("end", plan.windowEnd(of: output, startingAt: point.start))
            json.field("kind", point.revision == 0 ? "final" : "revision")
            json.field("revision", point.revision)
            json.field("value", point.value)
            json.field("num", point.num)
            json.field("den", point.den)
            json.field("n", point.n)
            json.field("lo", point.lo.map(Self.short))
            json.field("hi", point.hi.map(Self.short))
            json.field("complete", point.isComplete)
            if let status = point.status {
                json.field("target") { json in json.object { $0.field("status", status.name) } }
            }
        }
    }

    /// A number of seven digits without those that come of more.
    private static func short(_ number: Double) -> Double { Double("\(Float(number))") ?? number }
}
