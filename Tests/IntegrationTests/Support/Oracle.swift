// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import TestSupport

/// The model, fed with the records that the daemon reads, and its values in the words of the output.
struct Oracle {
    let plan: Plan
    /// Records and events that could not be decoded.
    private(set) var rejections = 0
    private(set) var model: ReferenceModel
    /// Of the barriers; each comes so long after the one before that no revision waits.
    private var now: Int64 = 0
    private let schema: EventSchema
    private let admission: Admission
    private let dictionaries: [ValueDictionary]

    /// A model of the scenes' settings.
    ///
    /// - Parameters:
    ///   - selections: as the settings have them.
    ///   - windows: of the settings; nil: the default ones.
    ///   - lateness: of the settings, ms by window size; nil: the default one.
    ///   - partitions: of the input.
    ///   - valueLimit: values of a dimension that a day admits.
    ///   - knownValues: the most values of a dimension; nil: those of the settings.
    ///   - expected: values that a selection expects, by dimension.
    ///   - start: where the watermark begins; nil: with the first events.
    /// - Throws: when the plan cannot be compiled.
    init(
        _ selections: [KPISelection]? = nil,
        windows: [WindowShape]? = nil,
        lateness: [Int64: Int64]? = nil,
        partitions: Int = 1,
        valueLimit: Int = 1_000,
        knownValues: Int? = nil,
        expected: [String: String] = [:],
        start: Int64? = nil
    ) throws {
        var compiler = PlanCompiler(selections: selections)
        compiler.windows = windows ?? compiler.windows
        compiler.lateness = lateness ?? compiler.lateness
        plan = try compiler.compile()
        var configuration = ModelConfiguration(plan: plan, partitions: partitions)
        configuration.outOfOrderness = 600_000
        configuration.start = start
        configuration.completeFrom = start ?? .min
        configuration.idle = 3_600_000
        guard let key = IdentityKey(hexadecimal: Scene.key) else {
            preconditionFailure("the key is well-formed")
        }
        schema = EventSchema(
            key: key,
            dimensions: plan.dimensions,
            listed: plan.listedDimensions,
            listedTypes: plan.listedTypes.map { EventTypeSet(rawValue: $0) },
            wanted: EventTypeSet(rawValue: plan.wantedTypes),
            valueLimit: knownValues ?? 4 * valueLimit,
            admittedLimit: valueLimit
        )
        dictionaries = schema.makeDictionaries()
        admission = Admission(
            DimensionAdmission(
                schema: schema,
                dictionaries: dictionaries,
                expected: plan.dimensions.map { expected[$0.key].map { [$0] } ?? [] }
            )
        )
        configuration.valueNumbers = zip(plan.dimensions, dictionaries).map { dimension, values in
            guard let text = expected[dimension.key] else { return [:] }
            return [text: values.intern(text)]
        }
        model = ReferenceModel(configuration)
    }

    /// Lets records arrive, those of one partition after those of the other.
    mutating func feed(_ records: [TopicRecord], format: InputFormat = .native) {
        var decoder = EventDecoder(
            format: format,
            schema: schema,
            source: "test",
            dictionaries: dictionaries
        )
        for record in records {
            let value = record.value ?? []
            var event = Event()
            let content = unsafe decoder.open(value.span.bytes, timestamp: record.timestamp ?? -1)
            guard case .elements = content else { continue }
            steps: while true {
                let step = decoder.next(&event)
                switch step {
                case .event, .unwanted:
                    let timestamp = record.timestamp ?? -1
                    if case .event = step,
                        bounds.check(event, recordTimestamp: timestamp) == nil
                    {
                        admission.days.apply(to: &event)
                    }
                    let partition = Int(record.partition ?? 0)
                    model.step(.event(partition: partition, event: event, source: 0))
                case .rejected: rejections += 1
                case .end: break steps
                }
            }
        }
    }

    /// Which times are plausible, by default.
    private var bounds: TimeBounds {
        TimeBounds(maxAgeMilliseconds: 72 * 3_600_000, maxAheadMilliseconds: 600_000)
    }

    /// Copies what is due.
    mutating func close() {
        model.step(.barrier(now: now))
        now += 3_600_000
    }

    /// How many events had an outcome; `bad_time` counts as rejected.
    func count(_ outcome: ModelOutcome) -> Int {
        model.outcomes.reduce(0) { $0 + $1[outcome, default: 0] }
    }

    /// What is different in the values of the output topic.
    func differences(from records: [SnapshotRecord]) -> [String] {
        let values = records.compactMap { value(of: $0) }
        guard values.count == records.count else { return ["a record has no output in the plan"] }
        return ModelComparison(plan: plan).differences(model: model.values, subject: values)
    }

    /// A record in the words of the model; nil: it has no output in the plan.
    func value(of record: SnapshotRecord) -> ModelValue? {
        guard let output = output(of: record), let kind = Snapshot.Kind(rawValue: record.kind)
        else { return nil }
        let slots = plan.groupingSets[plan.tables[plan.outputs[output].table].groupingSet]
        let values = slots.map { slot -> UInt32 in
            let text = record.dims[plan.dimensions[slot].key] ?? ""
            if record.overflow == true, text == "other" { return ValueDictionary.overflow }
            return dictionaries[slot].intern(text)
        }
        return ModelValue(
            output: output,
            values: values,
            start: record.window.start,
            kind: kind,
            revision: record.revision,
            gapUntil: record.gapUntil,
            value: record.value,
            num: record.num,
            den: record.den,
            previous: record.previous?.value,
            top: record.top.flatMap { list($0, of: output) }
        )
    }

    /// A list with the numbers of its values.
    private func list(_ top: [SnapshotRecord.Listed], of output: Int) -> [HeavyHitters.Entry]? {
        guard case .top(let measure, _) = plan.kpis[plan.outputs[output].kpi].formula,
            let slot = measure.listed.flatMap(plan.listSlot)
        else { return nil }
        return top.map { listed in
            HeavyHitters.Entry(
                item: dictionaries[slot].intern(listed.value),
                count: listed.count,
                error: listed.count - listed.low
            )
        }
    }

    private func output(of record: SnapshotRecord) -> Int? {
        plan.outputs.firstIndex { output in
            let slots = plan.groupingSets[plan.tables[output.table].groupingSet]
            let kpi = plan.kpis[output.kpi]
            return kpi.id == record.kpi && kpi.definition == record.definition
                && output.size == record.window.end - record.window.start
                && Set(slots.map { plan.dimensions[$0].key }) == Set(record.dims.keys)
        }
    }
}

/// Holds what cannot be copied.
private final class Admission {
    var days: DimensionAdmission

    init(_ days: consuming DimensionAdmission) { self.days = days }
}
