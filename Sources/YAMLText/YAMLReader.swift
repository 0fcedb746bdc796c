// SPDX-License-Identifier: Apache-2.0

/// Builds the tree of one YAML document within named bounds.
///
/// An alias shares the tree of its anchor but counts with the anchor's whole size, so nested
/// aliases run into `maximumNodes` before anything walks them. An anchor is known only after its
/// node ends, so an alias cannot contain itself.
public struct YAMLReader: ~Copyable {
    /// Bytes a text may have.
    public static let maximumBytes = 1 << 20

    /// Values, keys and containers a text may have after aliases are followed.
    public static let maximumNodes = 50_000

    /// Containers that may lie in each other.
    public static let maximumDepth = 32

    /// Faults that did not stop the reading: duplicate keys.
    public private(set) var errors: [TextError] = []

    private var source: YAMLEventSource
    private var anchors: [String: YAMLNode] = [:]
    private var nodes = 0

    /// Prepares to read a text.
    ///
    /// - Throws: When the text is too large or not UTF-8.
    public init(_ bytes: [UInt8], place: YAMLPlace) throws(TextError) {
        guard bytes.count <= Self.maximumBytes else {
            throw TextError(
                message: "more than \(Self.maximumBytes) bytes of text",
                location: place.at(line: 1, column: 1),
                hint: "is this the right file?"
            )
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw TextError(
                message: "not valid UTF-8",
                location: place.at(byte: error.byteOffsets.lowerBound, of: bytes),
                hint: "save the file in UTF-8"
            )
        }
        // Told the encoding, libyaml takes a byte order mark for content.
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        source = YAMLEventSource(Array(bytes.dropFirst(hasMark ? 3 : 0)), place: place)
    }

    /// The document of the text; an empty text is an empty value.
    public mutating func read() throws(TextError) -> YAMLNode {
        var event = try source.next()
        while event.kind == .other || event.kind == .documentStart { event = try source.next() }
        if event.kind == .streamEnd { return YAMLNode(.null, at: event.location) }
        let root = try node(event, depth: 0)
        event = try source.next()
        while event.kind == .other { event = try source.next() }
        guard event.kind == .streamEnd else {
            throw TextError(
                message: "a second document begins here",
                location: event.location,
                hint: "keep one document in a file"
            )
        }
        return root
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(TextError) -> YAMLNode {
        if let tag = event.tag {
            throw TextError(
                message: "the tag \(tag.quoted) is not supported",
                location: event.location,
                hint: "remove it; every key knows its type"
            )
        }
        let node: YAMLNode
        switch event.kind {
        case .scalar(let text, let isPlain):
            let isNull = isPlain && ["", "~", "null"].contains(text)
            node = YAMLNode(isNull ? .null : .scalar(text), at: event.location)
            try count(1, at: event)
        case .sequenceStart: node = try sequence(event, depth: deeper(depth, event))
        case .mappingStart: node = try mapping(event, depth: deeper(depth, event))
        case .alias(let name): node = try alias(name, event)
        default: preconditionFailure("libyaml ended a container that it had not begun")
        }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private func deeper(_ depth: Int, _ event: YAMLEvent) throws(TextError) -> Int {
        guard depth < Self.maximumDepth else {
            throw TextError(
                message: "more than \(Self.maximumDepth) levels of nesting",
                location: event.location,
                hint: "write it flatter"
            )
        }
        return depth + 1
    }

    private mutating func sequence(
        _ start: YAMLEvent,
        depth: Int
    ) throws(TextError) -> YAMLNode {
        var (items, size) = ([YAMLNode](), 1)
        try count(1, at: start)
        while true {
            let event = try source.next()
            if event.kind == .sequenceEnd { break }
            let item = try node(event, depth: depth)
            items.append(item)
            size += item.count
        }
        return YAMLNode(.sequence(items), at: start.location, count: size)
    }

    private mutating func mapping(
        _ start: YAMLEvent,
        depth: Int
    ) throws(TextError) -> YAMLNode {
        var (entries, size) = ([YAMLNode.Entry](), 1)
        var seen: [String: TextLocation] = [:]
        try count(1, at: start)
        while true {
            let event = try source.next()
            if event.kind == .mappingEnd { break }
            guard case .scalar(let key, _) = event.kind else {
                throw TextError(
                    message: "a key must be a plain text",
                    location: event.location,
                    hint: "write `key: value`"
                )
            }
            try count(1, at: event)
            let value = try node(source.next(), depth: depth)
            size += 1 + value.count
            if let first = seen.updateValue(event.location, forKey: key) {
                errors.append(duplicate(key, first, at: event.location))
                seen[key] = first
                continue
            }
            entries.append(.init(key: key, keyLocation: event.location, value: value))
        }
        return YAMLNode(.mapping(entries), at: start.location, count: size)
    }

    private func duplicate(
        _ key: String,
        _ first: TextLocation,
        at location: TextLocation
    ) -> TextError {
        TextError(
            message: "duplicate key \(key.quoted), already set at \(first)",
            location: location,
            hint: "keep one of them"
        )
    }

    private mutating func alias(
        _ name: String,
        _ event: YAMLEvent
    ) throws(TextError) -> YAMLNode {
        guard let anchor = anchors[name] else {
            throw TextError(
                message: "the alias \("*\(name)".quoted) has no anchor before it",
                location: event.location,
                hint: "write \("&\(name)".quoted) where the value is first written"
            )
        }
        try count(anchor.count, at: event)
        return YAMLNode(anchor.content, at: event.location, count: anchor.count)
    }

    private mutating func count(_ new: Int, at event: YAMLEvent) throws(TextError) {
        nodes += new
        guard nodes <= Self.maximumNodes else {
            throw TextError(
                message: "more than \(Self.maximumNodes) values, aliases included",
                location: event.location,
                hint: "use fewer aliases"
            )
        }
    }
}
