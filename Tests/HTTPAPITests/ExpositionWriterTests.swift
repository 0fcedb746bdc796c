// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ExpositionWriterTests {
    private func exposition(
        _ format: ExpositionFormat,
        _ write: (inout ExpositionWriter) -> Void
    ) -> String {
        var writer = ExpositionWriter(format: format, appendingTo: [])
        write(&writer)
        writer.finish()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func writeEachKind(to writer: inout ExpositionWriter) {
        writer.write(MetricFamily(.counter, "a_hits", "Say \"hits\".")) {
            $0.add([("x", "1"), ("y", "2")], 3)
        }
        writer.write(MetricFamily(.gauge, "b_fill", unit: "ratio", "Back\\slash.\nLine.")) {
            $0.add(0.5)
        }
        writer.write(MetricFamily(.gauge, "c_none", "Nothing.")) { _ in }
        writer.write(MetricFamily(.histogram, "d_time", unit: "seconds", "Time.")) {
            $0.addHistogram(upperBounds: [0.5, 1, 10], counts: [1, 0, 2, 3], sum: 100.25)
        }
        writer.write(MetricFamily(.info, "e_build", "Build.")) { $0.add([("version", "1")], 1) }
    }

    @Test func `each kind in the Prometheus text format`() {
        let text = exposition(.prometheus, writeEachKind)
        #expect(
            text == """
                # HELP a_hits_total Say "hits".
                # TYPE a_hits_total counter
                a_hits_total{x="1",y="2"} 3
                # HELP b_fill_ratio Back\\\\slash.\\nLine.
                # TYPE b_fill_ratio gauge
                b_fill_ratio 0.5
                # HELP d_time_seconds Time.
                # TYPE d_time_seconds histogram
                d_time_seconds_bucket{le="0.5"} 1
                d_time_seconds_bucket{le="1.0"} 1
                d_time_seconds_bucket{le="10.0"} 3
                d_time_seconds_bucket{le="+Inf"} 6
                d_time_seconds_sum 100.25
                d_time_seconds_count 6
                # HELP e_build_info Build.
                # TYPE e_build_info gauge
                e_build_info{version="1"} 1

                """
        )
    }

    @Test func `each kind in OpenMetrics`() throws {
        let text = exposition(.openMetrics, writeEachKind)
        #expect(
            text == """
                # TYPE a_hits counter
                # HELP a_hits Say \\"hits\\".
                a_hits_total{x="1",y="2"} 3
                # TYPE b_fill_ratio gauge
                # UNIT b_fill_ratio ratio
                # HELP b_fill_ratio Back\\\\slash.\\nLine.
                b_fill_ratio 0.5
                # TYPE d_time_seconds histogram
                # UNIT d_time_seconds seconds
                # HELP d_time_seconds Time.
                d_time_seconds_bucket{le="0.5"} 1
                d_time_seconds_bucket{le="1.0"} 1
                d_time_seconds_bucket{le="10.0"} 3
                d_time_seconds_bucket{le="+Inf"} 6
                d_time_seconds_sum 100.25
                d_time_seconds_count 6
                # TYPE e_build info
                # HELP e_build Build.
                e_build_info{version="1"} 1
                # EOF

                """
        )
        #expect(try OpenMetricsDocument(text).families.count == 4)
    }

    @Test func `an empty exposition is valid`() throws {
        #expect(exposition(.prometheus) { _ in } == "")
        #expect(try OpenMetricsDocument(exposition(.openMetrics) { _ in }).families.isEmpty)
    }

    @Test(arguments: [
        "", "plain", "\"", "\\", "\n", "\\n", "a\"b\\c\nd", "\\\\\"", "\r\n", "}", "{x=\"y\"} 1\n",
        "Zürich 日本 🛒", "\u{0}\u{1}\u{7f}", "\u{2028}", ",", "a=\"b\",c", "# EOF",
    ])
    func `any label value reads back as it was`(value: String) throws {
        for format in ExpositionFormat.allCases {
            var text = exposition(format) { writer in
                writer.write(MetricFamily(.gauge, "a", "A.")) {
                    $0.add([("x", value), ("y", "1")], 1)
                }
            }
            if format == .prometheus { text += "# EOF\n" }
            let samples = try OpenMetricsDocument(text).families["a"]?.samples
            #expect(samples?.map(\.labels) == [["x": value, "y": "1"]])
        }
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (0.1, "0.1"), (1e-9, "1e-09"),
        (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"), (.leastNonzeroMagnitude, "5e-324"),
        (123_456.789, "123456.789"),
    ])
    func `a number is written short and exactly`(number: Double, text: String) {
        var bytes: [UInt8] = []
        bytes.append(number: number)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
