// SPDX-License-Identifier: Apache-2.0

/// A file that is part of the program: the dashboard, the description of the interface.
///
/// Clients keep it and ask whether it changed. The bytes are taken over once, when the program
/// starts, and shared by all who read them.
public struct EmbeddedFile: HTTPRoute {
    private let response: HTTPResponse
    /// The content packed, where that is worth it.
    private let packed: [ContentCoding: ResponseBody]

    /// Everybody: it is part of a program that everybody can have.
    public var access: RouteAccess { .open }

    /// A file.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - contentType: The `Content-Type`.
    ///   - contentSecurityPolicy: What a browser may load and run from it.
    public init(
        _ bytes: [UInt8],
        contentType: String,
        contentSecurityPolicy: String = "default-src 'none'; frame-ancestors 'none'"
    ) {
        var response = HTTPResponse(contentType: contentType, body: ResponseBody(bytes))
        response.version = Self.fingerprint(of: bytes)
        response.contentSecurityPolicy = contentSecurityPolicy
        response.coding = .identity
        self.response = response
        packed = ContentCoding.allCases.reduce(into: [:]) { packed, coding in
            packed[coding] = coding.packed(bytes).map { ResponseBody($0) }
        }
    }

    /// A file in memory that never changes nor goes away, such as an array of C.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - contentType: The `Content-Type`.
    ///   - contentSecurityPolicy: What a browser may load and run from it.
    public init(
        _ bytes: UnsafeRawBufferPointer,
        contentType: String,
        contentSecurityPolicy: String = "default-src 'none'; frame-ancestors 'none'"
    ) {
        unsafe self.init(
            [UInt8](bytes),
            contentType: contentType,
            contentSecurityPolicy: contentSecurityPolicy
        )
    }

    /// Answers with the content, packed as the client likes best.
    public func answer(_ request: HTTPRequest) -> HTTPResponse {
        let coding = ContentCoding(accepted: request.acceptEncoding)
        guard let body = packed[coding] else { return response }
        var answer = response
        answer.body = body
        answer.coding = coding
        return answer
    }

    /// A hash of the content (FNV-1a of 64 bits: a difference is all it has to show).
    private static func fingerprint(of bytes: [UInt8]) -> String {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
