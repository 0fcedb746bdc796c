// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct KPIReaderTests {
    private let file = OwnFile(measures: ["views: { fold: count, of: page_viewed }"])

    @Test func `a wrong settle is told what it can be, also a duration`() throws {
        let fault = try file.fault("formula: views, settle: web_sesion")
        #expect(fault.column == 24)
        #expect(
            fault.message == "`settle` must be one of none, web_session, app_session, delivery, "
                + "attribution, not `web_sesion`; did you mean `web_session`? "
                + "A duration such as `4h` is possible, too"
        )
        #expect(file.errors("formula: views, settle: 1d") == [])
    }

    @Test func `an unknown dimension is told with its own place`() throws {
        let fault = try file.fault("formula: views, by: [[country], [country, campain]]")
        #expect(fault.column == 42)
        #expect(
            fault.message == "own.a names the dimension `campain`, which does not exist; "
                + "did you mean `campaign`?"
        )
    }
}
