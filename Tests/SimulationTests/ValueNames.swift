// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport

@testable import Pipeline

/// What a real ingest stage does between the numbers of the model and those of an aggregator: values are
/// texts, dictionaries number them as they come, and a day may admit a few only.
///
/// A restart numbers them anew after the state was released.
final class ValueNames {
    private var plan: Plan
    private let admitted: Int?
    private var ingester: RecordIngester
    private var recorder: StateRecorder
    /// What was released so far.
    private(set) var released = ReleaseReport()

    /// Names of the values of a configuration; nil for `admitted`: days admit all of them.
    init(_ configuration: ModelConfiguration, admitted: Int? = nil) {
        plan = configuration.plan
        self.admitted = admitted
        let ingest = Self.ingest(configuration, admitted)
        ingester = RecordIngester(ingest, keepsRejected: false)
        recorder = StateRecorder(turns: 1, clockOffset: 0)
    }

    /// How often a value was not admitted since the start.
    private(set) var refusedCount = 0

    /// Puts the aggregator's numbers in the place of the model's, by slot, of a plausible event.
    func place(_ event: inout Event) {
        let count = plan.dimensions.count + plan.listedDimensions.count
        for slot in 0..<count { event.dimensions[slot] = own(event.dimensions[slot], slot) }
        let before = event.dimensions
        ingester.admission.apply(to: &event)
        for slot in 0..<count where event.dimensions[slot] != before[slot] { refusedCount += 1 }
    }

    /// The aggregator's number of a value of the model.
    func own(_ number: UInt32, _ slot: Int) -> UInt32 {
        guard number >= ValueDictionary.firstNumber else { return number }
        return ingester.dictionaries[slot].intern("v\(number)")
    }

    /// The model's number of a value of the aggregator.
    func known(_ number: UInt32, _ slot: Int) -> UInt32 {
        guard number >= ValueDictionary.firstNumber else { return number }
        return UInt32(ingester.dictionaries[slot].value(number).dropFirst()) ?? .max
    }

    /// Records what changed, in parts that all are written by each barrier.
    func record() -> [UInt8] { ingester.record([], to: &recorder) }

    /// Releases what a state of the configuration does not name, and goes on from the rest.
    func release(
        _ image: StateImage,
        _ definitions: AggregatorConfiguration,
        _ configuration: ModelConfiguration
    ) throws(StateError) -> StateImage {
        let release = try StateRelease(image, of: definitions)
        try restore(from: release.image, configuration)
        released.values += release.report.values
        released.combinations += release.report.combinations
        released.series += release.report.series
        return release.image
    }

    /// Goes on from a state of the configuration.
    func restore(
        from image: StateImage,
        _ configuration: ModelConfiguration
    ) throws(StateError) {
        ingester = try RecordIngester.restored(
            Self.ingest(configuration, admitted),
            keepsRejected: false,
            from: image
        )
        recorder = StateRecorder(turns: 1, clockOffset: 0)
        plan = configuration.plan
    }

    private static func ingest(
        _ configuration: ModelConfiguration,
        _ admitted: Int?
    ) -> IngestConfiguration {
        let plan = configuration.plan
        var ingest = IngestConfiguration(
            sources: [.init(format: .native, name: "t")],
            schema: EventSchema(
                key: .fixed,
                dimensions: plan.dimensions,
                listed: plan.listedDimensions,
                valueLimit: 4_096,
                admittedLimit: admitted,
                listedLimit: 32_768
            ),
            bounds: TimeBounds()
        )
        ingest.expected = plan.dimensions.indices.map { slot in
            plan.outputs.flatMap { output -> [String] in
                let slots = plan.groupingSets[plan.tables[output.table].groupingSet]
                guard let position = slots.firstIndex(of: slot) else { return [] }
                return output.expected.compactMap { texts in
                    configuration.valueNumbers[slot]["\(texts[position])"].map { "v\($0)" }
                }
            }
        }
        return ingest
    }
}
