// SPDX-License-Identifier: Apache-2.0

import KPIs

extension JSONWriter {
    /// Writes a published series with its newest final and, where that is of a later window, its
    /// newest early value.
    mutating func value(series number: Int, of state: PublishedState) {
        let series = state.series[number]
        let output = state.plan.outputs[series.output]
        let kpi = state.plan.kpis[output.kpi]
        object { json in
            json.field("kpi", kpi.id)
            json.field("definition", kpi.definition)
            json.field("window") { $0.value(window: output.shape) }
            json.field(dimensions: series.dimensions)
            json.field("overflow", series.isOverflow)
            json.readings(of: number, state, target: kpi.target)
        }
    }

    /// Writes the size of windows and how far their starts are apart.
    mutating func value(window shape: WindowShape) {
        object { json in
            json.field("size", shape.sizeText)
            json.field("hop", shape.hopText)
        }
    }

    /// Writes the fields `final` and `live` of a series, as far as they are there.
    mutating func readings(of number: Int, _ state: PublishedState, target: Target?) {
        if let final = state.finals[number] {
            let top = state.finalTops[number]
            field("final") { json in
                json.value(final, final.kind, target: target, top: top)
            }
        }
        if let live = state.currentLive(of: number) {
            let top = state.liveTops[number]
            field("live") { json in json.value(live, .early, target: target, top: top) }
        }
    }
}

extension Reading {
    /// What a final is called.
    var kind: Snapshot.Kind { revision == 0 ? .final : .revision }
}
