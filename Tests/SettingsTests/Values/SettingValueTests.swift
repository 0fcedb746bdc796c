// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct SettingValueTests {
    @Test(arguments: [
        ("500ms", 500), ("10s", 10_000), ("5m", 300_000), ("1h", 3_600_000), ("1d", 86_400_000),
        ("0s", 0), ("0ms", 0),
    ])
    func `a duration is a number and a unit`(text: String, milliseconds: Int64) throws {
        let value = try #require(Duration(setting: text))
        #expect(value.wholeMilliseconds == milliseconds)
        #expect(Duration(setting: value.yaml) == value)
    }

    @Test(arguments: [
        "", "5", "s", "-5s", "+5s", "1.5h", "5 s", "5S", "1h30m", "٥s", "99999999999999999d",
    ])
    func `anything else is no duration`(text: String) {
        #expect(Duration(setting: text) == nil)
    }

    @Test(arguments: [
        ("256MB", 256_000_000), ("4GB", 4_000_000_000), ("900kB", 900_000), ("7B", 7),
        ("1KiB", 1024), ("3MiB", 3 << 20), ("2GiB", 2 << 30), ("1TB", 1_000_000_000_000),
    ])
    func `a size is a number and a unit`(text: String, bytes: Int) throws {
        let value = try #require(ByteSize(setting: text))
        #expect(value.bytes == bytes)
        #expect(value.yaml == text)
    }

    @Test(arguments: ["", "5", "5mb", "5KB", "-1B", "1.5GB", "9999999999TB"])
    func `anything else is no size`(text: String) {
        #expect(ByteSize(setting: text) == nil)
    }

    @Test(arguments: [
        ("1767225600000", 1_767_225_600_000), ("2026-01-01T00:00:00Z", 1_767_225_600_000),
        ("2026-01-01t02:00:00.25+02:00", 1_767_225_600_250),
        ("2025-12-31 18:30:00.123456789-05:30", 1_767_225_600_123),
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000), ("2100-03-01T00:00:00Z", 4_107_542_400_000),
        ("0", 0),
    ])
    func `a time is RFC 3339 or milliseconds`(text: String, milliseconds: Int64) throws {
        let time = try #require(Timestamp(setting: text))
        #expect(time.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "-1", "2026-01", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00Zx", "1969-12-31T23:59:59Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "99999999999999999999",
    ])
    func `anything else is no time`(text: String) {
        #expect(Timestamp(setting: text) == nil)
    }

    @Test func `a start is a word or a time`() {
        #expect(StartPosition(setting: "earliest") == .earliest)
        #expect(StartPosition(setting: "latest") == .latest)
        #expect(StartPosition(setting: "5") == .time(milliseconds: 5))
        #expect(StartPosition(setting: "Latest") == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0),
        ("[::1]:65535", "::1", 65_535), ("0.0.0.0:80", "0.0.0.0", 80),
    ])
    func `an address is a host and a port`(text: String, host: String, port: UInt16) {
        let address = ListenAddress(setting: text)
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address?.description == text)
    }

    @Test(arguments: [
        "", ":80", "a", "a:", "a:x", "a:65536", "::1:80", "[]:80", "a b:80", "a:-1", "http://a:80",
    ])
    func `anything else is no address`(text: String) {
        #expect(ListenAddress(setting: text) == nil)
    }

    @Test(arguments: [
        "a", "a b", "", "~", "null", "5", "-", "\"", "\\", "a: b", "#", "é", "\n", "${X}", "*a",
        "\u{85}", "'",
    ])
    func `a text is written so that it reads as itself`(text: String) throws {
        var reader = try YAMLReader(Array(("[" + text.yaml + "]").utf8), place: .file(name: "f"))
        var interpolation = Interpolation(environment: [:])
        let node = interpolation.apply(to: try reader.read())
        guard case .sequence(let items) = node.content else {
            Issue.record("no list")
            return
        }
        #expect(items.map(\.text) == [text])
        #expect(interpolation.errors.isEmpty)
    }
}
