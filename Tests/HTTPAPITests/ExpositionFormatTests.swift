// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct ExpositionFormatTests {
    private static let prometheus2 =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;"
        + "q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    private static let prometheus3 =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
        + "application/openmetrics-text;version=0.0.1;q=0.4,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
        + "text/plain;version=0.0.4;q=0.2,/;q=0.1"
    private static let browser =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"

    @Test(arguments: [
        prometheus2, prometheus3, "application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0",
        "application/openmetrics-text; version=\"1.0.0\"",
        "APPLICATION/OpenMetrics-Text ; Version=1.0.0 ; Q=0.9 , text/plain;q=0.8", "application/*",
        "text/plain;q=0, */*;q=0.1", "*/*;q=0.5, text/plain;q=0.4",
        "text/*;q=0.3, application/openmetrics-text;q=0.31",
        "text/plain;version=1.0.0, application/openmetrics-text;q=0.1",
        "application/openmetrics-text;charset=\"a,b;q=0\", text/plain;q=0.5",
    ])
    func `a client that likes OpenMetrics better gets it`(accept: String) {
        #expect(ExpositionFormat(accept: accept) == .openMetrics)
    }

    @Test(arguments: [
        "", "*/*", browser, "text/plain", "text/plain;version=0.0.4", "application/json",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily", "nonsense",
        ",;,",
        "application/openmetrics-text;version=0.0.1", "application/openmetrics-text;version=2.0.0",
        "application/openmetrics-text;q=0.5, text/plain;q=0.6",
        "application/openmetrics-text, text/plain", "application/openmetrics-text;q=0",
        "*/*;q=0.9, application/openmetrics-text;q=0.1",
        "application/openmetrics-text;q=7, text/plain;q=0.1", "application/openmetrics-text;q=x",
    ])
    func `all others get the Prometheus text format`(accept: String) {
        #expect(ExpositionFormat(accept: accept) == .prometheus)
    }

    @Test func `the content types name their versions`() {
        let types = ExpositionFormat.allCases.map(\.contentType)
        #expect(
            types == [
                "text/plain; version=0.0.4; charset=utf-8",
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
            ]
        )
    }
}
