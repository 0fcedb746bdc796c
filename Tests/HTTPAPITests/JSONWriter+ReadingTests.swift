// SPDX-License-Identifier: Apache-2.0

@testable import KPIs
import Testing

@testable import HTTPAPI

struct JSONWriterReadingTests {
    private func text(
        _ reading: Reading,
        _ kind: Snapshot.Kind,
        target: Target? = nil,
        top: [TopValue]? = nil
    ) -> String {
        var json = JSONWriter()
        json.value(reading, kind, target: target, top: top)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private var reading: Reading {
        var value = KPIValue(value: 0.5, num: 2, den: 4, n: 4)
        (value.lo, value.hi) = (0.25, 0.75)
        (value.boundLow, value.boundHigh, value.open) = (0.5, 0.625, 1)
        return Reading(start: 60_000, end: 120_000, value: value)
    }

    @Test func `a final has the fields of a snapshot record`() {
        var reading = reading
        reading.previous = .some(0.25)
        reading.target = TargetStanding(status: .warn, since: 5)
        let target = Target(
            value: 0.4,
            warn: .init(high: 0.45),
            breach: .init(high: 0.6),
            hold: 2,
            minimumSample: 0
        )
        #expect(
            text(reading, .final, target: target)
                == #"{"start":60000,"end":120000,"kind":"final","revision":0,"value":0.5,"num":2,"#
                + #""den":4,"n":4,"lo":0.25,"hi":0.75,"bounds":[0.5,0.625],"open":1,"#
                + #""complete":true,"target":{"status":"warn","since":5,"value":0.4},"#
                + #""previous":{"value":0.25,"change":0.25,"growth":1}}"#
        )
    }

    @Test func `an early value is not compared, and what is not known is null or absent`() {
        var reading = reading
        reading.value = KPIValue(value: nil, num: 0, den: 0, n: 0)
        reading.previous = .some(nil)
        reading.isComplete = false
        #expect(
            text(reading, .early)
                == #"{"start":60000,"end":120000,"kind":"early","revision":0,"value":null,"num":0,"#
                + #""den":0,"n":0,"lo":null,"hi":null,"bounds":null,"open":0,"complete":false,"#
                + #""previous":{"value":null}}"#
        )
    }

    @Test func `a list has its values with bounds, and percentiles are added where there are some`()
    {
        var reading = reading
        (reading.value.p50, reading.value.p95) = (1, 2)
        let top = [
            TopValue(value: "/<b>\"", count: 5, low: 4), TopValue(value: nil, count: 3, low: 3),
            TopValue(value: "other", count: 1, low: 1),
        ]
        let written = text(reading, .revision, top: top)
        #expect(written.contains(#""p50":1,"p95":2,"#))
        #expect(
            written.hasSuffix(
                #""top":[{"value":"/<b>\"","count":5,"lower":4,"upper":5},"#
                    + #"{"value":"other","count":3,"lower":3,"upper":3},"#
                    + #"{"value":"%6Fther","count":1,"lower":1,"upper":1}]}"#
            )
        )
    }
}
