// SPDX-License-Identifier: Apache-2.0
//
// Feeds routing, tokens and parameters what libFuzzer finds: a line with method and target, then a
// header field a line. The readers must come to an end, nothing that is closed may be answered without
// the token, and the answers must be the same again.
import Foundation

// libFuzzer calls from one thread.
private nonisolated(unsafe) var target = RequestTarget()

/// Takes what libFuzzer finds as a request; 0 as libFuzzer wants it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    target.run(
        unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    )
    return 0
}

/// Reads every kind of parameter.
private struct ReadingRoute: HTTPRoute {
    let access: RouteAccess

    func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        let query = try QueryParameters(request.query)
        try query.allow(["window", "by", "from", "limit"], prefix: "dims.")
        var text = "\(query.texts(prefix: "dims.").count) \(request.parameters.count)"
        text += " \(try query.list("by")?.count ?? 0)"
        text += " \(try query.time("from") ?? 0) \(try query.number("limit", in: 1...2_000) ?? 0)"
        _ = try query.window("window")
        precondition(
            AcceptHeader(request.accept).ranges.allSatisfy { (0...1).contains($0.quality) }
        )
        _ = ExpositionFormat(accept: request.accept)
        precondition(request.authorization.isEmpty, "a token reached a route")
        var response = HTTPResponse(contentType: "text/plain", body: ResponseBody(text))
        response.version = "a"
        response.coding = ContentCoding(accepted: request.acceptEncoding)
        return response
    }
}

private struct RequestTarget {
    private static let token = "0123456789abcdef0123456789abcdef"
    private let routes = RouteTable([
        "/": ReadingRoute(access: .open), "/livez": ReadingRoute(access: .open),
        "/metrics": ReadingRoute(access: .metrics), "/api/v1/kpis": ReadingRoute(access: .read),
        "/api/v1/kpis/{id}": ReadingRoute(access: .read),
        "/admin/{a}/{b}": ReadingRoute(access: .admin),
    ])
    private var control: AccessControl
    private let address = ClientAddress(InlineArray(repeating: 1))
    private var time: UInt64 = 0

    init() {
        let path = NSTemporaryDirectory() + "streamgauge-fuzz-token"
        do {
            try Self.token.write(toFile: path, atomically: true, encoding: .utf8)
            control = try AccessControl(
                [TokenFile(name: "t", path: path, scope: .read)],
                ServerCounts()
            )
        } catch {
            fatalError("\(error)")
        }
    }

    mutating func run(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", maxSplits: 1)
        let parts = (words.last ?? "/").split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        var request = HTTPRequest(
            method: .init(words.count > 1 ? String(words[0]) : "GET"),
            path: String(parts[0])
        )
        for part in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            request.query.append((String(pair[0]), pair.count > 1 ? String(pair[1]) : nil))
        }
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            request.add(field: String(pair[0]), String(pair[1].drop { $0 == " " }))
        }
        let first = answer(request)
        let again = answer(request)
        precondition(first.status == again.status && first.body.bytes == again.body.bytes)
        let isOpen = ["/", "/livez"].contains(request.path)
        let isKnown = AccessControl.bearer(request.authorization) == Array(Self.token.utf8)
        let isAnswered = [HTTPResponse.Status.ok, .notModified].contains(first.status)
        precondition(!isAnswered || isOpen || isKnown, "answered without the token")
        precondition(!isAnswered || !request.path.hasPrefix("/admin"), "beyond the scope")
    }

    private mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
        // Far enough from the last one that no wrong token of before counts.
        time += 100_000
        let (time, address) = (time, address)
        return routes.answer(request) { (request, access) throws(HTTPProblem) in
            try control.admit(&request, to: access, from: address, at: time)
        }
    }
}
