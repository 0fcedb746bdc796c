// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `commas stand between values and nowhere else`() {
        let written = text { json in
            json.object { json in
                json.field("empty") { $0.object { _ in } }
                json.field("list") { json in
                    json.array([1, 2, 3]) { $0.value($1) }
                }
                json.field("none") { $0.array { _ in } }
                json.field("nested") { json in
                    json.array { json in
                        json.object { $0.field("a", true) }
                        json.object { $0.field("b", false) }
                        json.null()
                    }
                }
            }
        }
        #expect(
            written
                == #"{"empty":{},"list":[1,2,3],"none":[],"nested":[{"a":true},{"b":false},null]}"#
        )
    }

    @Test func `numbers are written shortest, what is no number is null`() {
        let written = text { json in
            json.array { json in
                json.value(0.1)
                json.value(-2.0)
                json.value(1e300)
                json.value(Double.nan)
                json.value(UInt64.max)
                json.value(Int64.min)
            }
        }
        #expect(written == "[0.1,-2,1e+300,null,18446744073709551615,-9223372036854775808]")
    }

    @Test func `absent values are null`() {
        let written = text { json in
            json.object { json in
                json.field("text", nil as String?)
                json.field("number", nil as Double?)
                json.field("whole", nil as Int?)
                json.field("there", 5 as Int64?)
            }
        }
        #expect(written == #"{"text":null,"number":null,"whole":null,"there":5}"#)
    }

    @Test func `texts and names are quoted whatever they hold`() {
        let written = text { json in
            json.object { $0.field("a\"b", "</script>\\\n\u{0}\u{e9}") }
        }
        #expect(written == #"{"a\"b":"</script>\\\u000A\u0000"# + "\u{e9}\"}")
    }

    @Test func `what was written before is taken over, and bytes are appended to`() {
        var json = JSONWriter(appendingTo: Array("data: ".utf8))
        json.array { json in
            json.value(json: Array(#"{"v":1}"#.utf8))
            json.value(json: Array(#"{"v":2}"#.utf8)[...])
        }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"data: [{"v":1},{"v":2}]"#)
    }
}
