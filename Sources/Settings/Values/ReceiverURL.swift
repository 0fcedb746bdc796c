// SPDX-License-Identifier: Apache-2.0

/// The address of somebody who is told something, by HTTP or HTTPS and without a password in it.
public struct ReceiverURL: Sendable, Hashable {
    /// The longest one, bytes.
    static let mostBytes = 2_000

    /// The whole address.
    public let text: String
    /// Host, and port where one is written: what may be shown to anybody.
    public let authority: String
    /// Whether something follows a question mark.
    public let hasQuery: Bool

    /// Whether it is asked over TLS.
    var isEncrypted: Bool { text.lowercased().hasPrefix("https://") }
}

extension ReceiverURL: ScalarSettingValue {
    static let typeName = "an address over HTTP"
    static let hint = """
        write http://HOST:PORT or https://HOST/PATH, without spaces, fragment, user and password \
        (they have files of their own: `username`, `password_file`, `token_file`)
        """

    init?(setting text: String) {
        guard text.utf8.count <= Self.mostBytes,
            text.utf8.allSatisfy({ 0x21..<0x7F ~= $0 && !#""<>\^`{|}"#.utf8.contains($0) }),
            !text.contains("#")
        else { return nil }
        let scheme = ["http://", "https://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?".contains($0) }
        guard Self.isAuthority(authority) else { return nil }
        self.text = text
        self.authority = String(authority)
        hasQuery = rest.contains("?")
    }

    private static func isAuthority(_ authority: Substring) -> Bool {
        var host = authority
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            let port = authority[authority.index(after: colon)...]
            guard UInt16(port) ?? 0 > 0, port.allSatisfy(\.isWholeNumber) else { return false }
            host = authority[..<colon]
        }
        if host.hasPrefix("[") {
            return host.hasSuffix("]") && host.count > 3
                && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || ":.".contains($0) }
        }
        return !host.isEmpty
            && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
    }

    var yaml: String { text.yaml }
}

extension ReceiverURL: CustomStringConvertible {
    /// Only host and port: what follows may be a secret of the receiver's.
    public var description: String { authority }
}
