// SPDX-License-Identifier: Apache-2.0

public import KPIs

extension HTTPResponse {
    /// An answer in JSON, packed as the client likes best.
    ///
    /// - Parameters:
    ///   - request: Says how the body may be packed.
    ///   - version: See `HTTPResponse.version`.
    ///   - render: Gives the body, and how it is packed.
    /// - Returns: The answer.
    /// - Throws: what `render` throws.
    static func json(
        _ request: HTTPRequest,
        version: String?,
        _ render: (ContentCoding) throws(HTTPProblem) -> (body: ResponseBody, coding: ContentCoding)
    ) throws(HTTPProblem) -> HTTPResponse {
        let rendered = try render(ContentCoding(accepted: request.acceptEncoding))
        var response = HTTPResponse(contentType: "application/json", body: rendered.body)
        response.version = version
        response.coding = rendered.coding
        return response
    }

    /// An answer in JSON that is written for this request alone, packed as the client likes best.
    ///
    /// - Parameters:
    ///   - request: Says how the body may be packed.
    ///   - version: See `HTTPResponse.version`.
    ///   - write: Writes the body.
    /// - Returns: The answer.
    public static func json(
        _ request: HTTPRequest,
        version: String? = nil,
        write: (inout JSONWriter) -> Void
    ) -> HTTPResponse {
        var bytes: [UInt8] = []
        bytes.writeJSON(write)
        let coding = ContentCoding(accepted: request.acceptEncoding)
        let packed = coding.packed(bytes)
        var response = HTTPResponse(
            contentType: "application/json",
            body: ResponseBody(packed ?? bytes)
        )
        response.version = version
        response.coding = packed == nil ? .identity : coding
        return response
    }
}

extension [UInt8] {
    /// Appends one JSON value and a line feed.
    mutating func writeJSON(_ write: (inout JSONWriter) -> Void) {
        // Taken out and put back: a second reference would make the writer copy.
        var storage: [UInt8] = []
        swap(&storage, &self)
        var json = JSONWriter(appendingTo: storage)
        write(&json)
        self = json.bytes
        append(UInt8(ascii: "\n"))
    }
}
