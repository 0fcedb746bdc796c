// SPDX-License-Identifier: Apache-2.0

import CYAML

/// Owns a libyaml parser and hands out its events; the one file that touches the C library.
@safe struct YAMLEventSource: ~Copyable {
    // libyaml keeps the parser's own address and that of the text, so both live on the heap until
    // deinit, and nothing else points at them.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let place: YAMLPlace

    /// Takes a copy of the bytes, which must be valid UTF-8.
    init(_ bytes: [UInt8], place: YAMLPlace) {
        self.place = place
        unsafe text = .allocate(capacity: bytes.count)
        _ = unsafe text.initialize(from: bytes)
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        // It fails only when its few kilobytes cannot be allocated.
        precondition(unsafe yaml_parser_initialize(parser) == 1, "out of memory")
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next step of the text.
    mutating func next() throws(TextError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { unsafe yaml_event_delete(&event) }
        var anchor: String?
        var tag: String?
        let kind: YAMLEvent.Kind
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            unsafe (anchor, tag) = (Self.string(scalar.anchor), Self.string(scalar.tag))
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(unsafe String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
        case YAML_ALIAS_EVENT:
            kind = .alias(unsafe Self.string(event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            unsafe (anchor, tag) = (Self.string(start.anchor), Self.string(start.tag))
            kind = .sequenceStart
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            unsafe (anchor, tag) = (Self.string(start.anchor), Self.string(start.tag))
            kind = .mappingStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: kind = .other
        }
        let location = unsafe place.at(event.start_mark)
        return YAMLEvent(kind: kind, anchor: anchor, tag: tag, location: location)
    }

    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe text.map { unsafe String(cString: $0) }
    }

    /// The parser's complaint; a reader error has an offset in bytes, every other one a mark.
    private func problem() -> TextError {
        let what = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
        let reason = what ?? "out of memory"
        if unsafe parser.pointee.error == YAML_READER_ERROR {
            let offset = unsafe Int(parser.pointee.problem_offset)
            return TextError(
                message: "not readable as YAML: \(reason)",
                location: place.at(byte: offset, of: unsafe Array(text)),
                hint: "remove that character"
            )
        }
        let mark = unsafe parser.pointee.problem_mark
        let scalars = unsafe String(decoding: text, as: UTF8.self).unicodeScalars
        let (before, after) = (scalars.prefix(Int(mark.index)), scalars.dropFirst(Int(mark.index)))
        return TextError(
            message: "not valid YAML: \(reason)",
            location: place.at(mark),
            hint: Self.hint(before: before.last, at: after.first)
        )
    }

    /// What to do about a fault between two characters.
    private static func hint(before: Unicode.Scalar?, at: Unicode.Scalar?) -> String {
        if at == "\t" { return "indent with spaces, not tabs" }
        if before == "$", at == "{" { return "put a value with `${NAME}` in quotes here" }
        return "check quotes, brackets and indentation"
    }
}

extension YAMLPlace {
    fileprivate func at(_ mark: yaml_mark_t) -> TextLocation {
        at(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
