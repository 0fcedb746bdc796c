// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct JSONMembersTests {
    private func members(_ text: String) -> JSONMembers { JSONMembers(Array(text.utf8)[...]) }

    @Test func `a member is found by its name, past nested ones of the same name`() {
        let json = members(
            #"{"v":1,"a":{"value":2,"b":[{"value":3}]},"t":"},\"value\":4","value":-5.5e3}"#
        )
        #expect(json.text("value") == "-5.5e3")
        #expect(json.text("v") == "1")
        #expect(json.object("a").text("value") == "2")
        #expect(json["b"] == nil)
    }

    @Test func `what is null or not there is nothing`() {
        let json = members(#"{"a":null,"b":"x"}"#)
        #expect(json.text("a") == nil && json.text("c") == nil && json.text("b") == "x")
        #expect(json.object("b").text("a") == nil)
        #expect(members("").text("a") == nil && members("[1]").text("a") == nil)
    }

    @Test(arguments: [#"{"a"#, #"{"a":"#, #"{"a":"x"#, #"{"a":{"b":1"#, #"{"a":"\"#])
    func `what is cut off is read to its end and not beyond`(text: String) {
        #expect(members(text).text("z") == nil)
        _ = members(text).text("a")
    }
}
