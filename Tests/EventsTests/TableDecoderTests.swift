// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct TableDecoderTests {
    private static let schema = EventSchema(key: .fixed, dimensions: [.country, .persona])

    private func record(
        _ key: TableSchema.Key,
        _ id: String,
        _ text: String,
        _ dictionaries: [ValueDictionary] = schema.makeDictionaries()
    ) throws -> TableRecord {
        var decoder = TableDecoder(
            table: TableSchema(key: key, fields: [.persona, .segment]),
            schema: Self.schema,
            dictionaries: dictionaries
        )
        let (idBytes, bytes) = (Array(id.utf8), Array(text.utf8))
        return try unsafe decoder.decode(key: idBytes.span.bytes, value: bytes.span.bytes)
    }

    @Test(arguments: TableSchema.Key.allCases)
    func `a key is the id that events of its kind carry`(key: TableSchema.Key) throws {
        let found = try record(key, "x", #"{"persona":"p"}"#).id
        let event = try #require(
            Decoding().event(#"{"type":"stay","time":5,"\#(key)":"x","session":"x"}"#)
        )
        #expect(found == key.id(of: event) && found != 0)
    }

    @Test func `an object is known by what is kept of it, as that of an event is`() throws {
        let page = "https://u:p@s.example/a?q=1&utm_campaign=c#top"
        let found = try record(.object, page, #"{"persona":"p"}"#).id
        #expect(found == Decoding().event(with: #""object":"\#(page)""#)?.object)
        #expect(try found == record(.object, "https://s.example/a", #"{"persona":"p"}"#).id)
    }

    @Test func `values are cleaned as those of events`() throws {
        let dictionaries = Self.schema.makeDictionaries()
        let text = #"{"persona":"of a@b.example","country":"it"}"#
        let record = try record(.user, "x", text, dictionaries)
        #expect(record.values[0] == 0)
        #expect(!dictionaries[1].value(record.values[1]).contains("@"))
        #expect(dictionaries[1].count == 1 && !record.isRemoval)
    }

    @Test(arguments: [
        (#"{"segment":7}"#, "The field 'segment' has a value of the wrong kind."),
        (#"{"persona":"a","persona":"b"}"#, "The field 'persona' is given twice."),
        (#"{"persona":null}"#, "The field 'persona' is missing."),
        ("{\"persona\":\"a\"}\n{}", "The event is not a JSON object."),
        (#"{"persona":"#, "The event is not well-formed JSON."),
    ])
    func `a value that is no object with a field is rejected`(text: String, sentence: String) {
        let error = #expect(throws: DecodeError.self) { try record(.user, "x", text) }
        #expect(error?.message == sentence)
    }

    @Test func `a value without content removes the key`() throws {
        #expect(try record(.user, "x", " ").isRemoval)
    }
}
