// SPDX-License-Identifier: Apache-2.0

/// A file that holds a token, and what the token allows.
public struct TokenFile: Sendable, Equatable {
    /// What it is called in logs.
    public var name: String
    /// The file: the token and at most one line end.
    public var path: String
    /// What the token allows.
    public var scope: AccessScope

    /// Bytes of a token at least; a random one of so many letters and digits cannot be guessed.
    static let smallestBytes = 16
    /// Bytes of a token at most.
    static let largestBytes = 1_024

    /// A file.
    public init(name: String, path: String, scope: AccessScope) {
        (self.name, self.path, self.scope) = (name, path, scope)
    }

    /// Reads the token.
    ///
    /// - Throws: a file that cannot be read, and a token that is too short or has bytes that no
    ///   header may have.
    func read() throws(HTTPServerError) -> [UInt8] {
        // One more than there may be, and a line end.
        var bytes = try SecretFile.read(path, limitBytes: Self.largestBytes + 2)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard bytes.count >= Self.smallestBytes else {
            throw HTTPServerError(
                unusable: path,
                "a token has at least \(Self.smallestBytes) bytes; make one with"
                    + " `openssl rand -hex 32`"
            )
        }
        guard bytes.count <= Self.largestBytes,
            bytes.allSatisfy({ (UInt8(ascii: "!")...UInt8(ascii: "~")).contains($0) })
        else {
            throw HTTPServerError(
                unusable: path,
                "a token is one line of at most \(Self.largestBytes) letters, digits and signs,"
                    + " without spaces"
            )
        }
        return bytes
    }
}
