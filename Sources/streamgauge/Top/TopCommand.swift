// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Pipeline

/// `streamgauge top`.
struct TopCommand: ~Copyable {
    /// How often the daemon is asked, ms.
    private static let interval: Int64 = 1_000
    /// How often keys and the size of the terminal are looked at, ms.
    private static let pause = 50
    private static let footer = "q ends, j and k scroll; * misses events"

    private let address: String
    private let client: DaemonClient
    private var units: [String: String] = [:]
    private var last: (records: UInt64, now: Int64)?
    private var frame: TopFrame?
    private var skipped = 0
    /// Why the last question had no answer.
    private var trouble: String?

    /// Shows until told to stop; once where standard output is no terminal.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        var signals = SignalWatch()
        let screen = FrameScreen()
        var top = TopCommand(try address(arguments), try client(arguments))
        try top.ask()
        guard screen.isTerminal else {
            return try StandardOutput.write(top.lines.map { $0 + "\n" }.joined())
        }
        let keys = TerminalKeys()
        try screen.begin([])
        var failure: ProgramError?
        do throws(ProgramError) {
            try top.show(on: screen, keys, &signals)
        } catch {
            failure = error
        }
        try screen.end([])
        if let failure { throw failure }
    }

    private init(_ address: String, _ client: consuming DaemonClient) {
        self.address = address
        self.client = client
    }

    private static func address(_ arguments: Arguments) throws(ProgramError) -> String {
        var url = arguments.text("url") ?? "http://127.0.0.1:8080"
        while url.hasSuffix("/") { url.removeLast() }
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw ProgramError(.usage, "--url must begin with http:// or https://, and is \(url)")
        }
        return url
    }

    private static func client(_ arguments: Arguments) throws(ProgramError) -> DaemonClient {
        let token = try arguments.text("token-file").map { path throws(ProgramError) in
            try Self.token(path)
        }
        let authority = arguments.text("ca-file")
        guard let client = DaemonClient(token: token, verifies: true, authority: authority) else {
            throw ProgramError(.failure, "there is no memory to ask a daemon")
        }
        return client
    }

    private static func token(_ path: String) throws(ProgramError) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ProgramError(.usage, "the file of the token \(path) cannot be read")
        }
        return text.trimmingSuffix { $0.isNewline }
    }

    /// Redraws when there is something new, the size is another, or a key scrolls.
    private mutating func show(
        on screen: FrameScreen,
        _ keys: borrowing TerminalKeys?,
        _ signals: inout SignalWatch
    ) throws(ProgramError) {
        var asked = SystemClock.monotonic
        while signals.next(withinMilliseconds: Self.pause) == nil {
            let typed = keys?.typed() ?? []
            if typed.contains(UInt8(ascii: "q")) { return }
            scroll(typed)
            if SystemClock.monotonic - asked >= Self.interval {
                asked = SystemClock.monotonic
                askAgain()
            }
            try screen.show((trouble.map { ["! " + $0] } ?? []) + lines + [Self.footer])
        }
    }

    /// Keys `j` and `k`, and the arrows, which end in `B` and `A`, move by one; space by ten.
    private mutating func scroll(_ typed: [UInt8]) {
        for key in typed {
            switch key {
            case UInt8(ascii: "j"), UInt8(ascii: "B"): skipped += 1
            case UInt8(ascii: "k"), UInt8(ascii: "A"): skipped -= 1
            case UInt8(ascii: " "): skipped += 10
            case UInt8(ascii: "g"): skipped = 0
            default: break
            }
        }
        skipped = max(0, min(skipped, (frame?.snapshot.series.count ?? 1) - 1))
    }

    /// A daemon that is started again is waited for, with the last values in sight.
    private mutating func askAgain() {
        do throws(ProgramError) {
            try ask()
            trouble = nil
        } catch {
            trouble = error.description
        }
    }

    private var lines: [String] { frame?.lines(skipping: skipped) ?? [] }

    private mutating func ask() throws(ProgramError) {
        if units.isEmpty {
            let catalogue = try get(TopSnapshot.Catalogue.self, "/api/v1/kpis")
            units = Dictionary(catalogue.kpis.map { ($0.id, $0.unit) }) { $1 }
        }
        let status = try get(TopStatus.self, "/api/v1/status")
        let records = status.recordCount
        var speed: Double?
        if let last, status.now > last.now, records >= last.records {
            speed = Double(records - last.records) * 1_000 / Double(status.now - last.now)
        }
        last = (records, status.now)
        frame = TopFrame(
            status: status,
            snapshot: try get(TopSnapshot.self, "/api/v1/snapshot?by="),
            units: units,
            speed: speed
        )
    }

    private func get<Content: Decodable>(
        _ type: Content.Type,
        _ path: String
    ) throws(ProgramError) -> Content {
        let url = address + path
        switch client.get(url) {
        case .status(200, let body):
            guard let content = try? JSONDecoder().decode(type, from: Data(body)) else {
                throw ProgramError(
                    .data,
                    "\(url) answers with something else; is it a daemon of this version?"
                )
            }
            return content
        case .status(401, _), .status(403, _):
            throw ProgramError(
                .usage,
                "\(url) wants a token of scope read: give its file with --token-file"
            )
        case .status(let status, _):
            throw ProgramError(.unavailable, "\(url) answers with status \(status)")
        case .stranger, .none:
            throw ProgramError(
                .unavailable,
                "nobody answers at \(url), or with a certificate that is not trusted; name the daemon "
                    + "with --url, who signed its certificate with --ca-file"
            )
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isCut(last) { text.removeLast() }
        return text
    }
}
