// SPDX-License-Identifier: Apache-2.0

/// A host and a port to listen on, written `127.0.0.1:8080` or `[::1]:8080`.
public struct ListenAddress: Sendable, Hashable {
    /// An address or a name, without the brackets of IPv6.
    public var host: String

    /// The port; 0 lets the system choose a free one.
    public var port: UInt16

    /// Makes an address.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}

extension ListenAddress: ScalarSettingValue {
    static let typeName = "a host and a port"
    static let hint = "write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"

    init?(setting text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || "[]/@".contains($0) })
        else { return nil }
        self.init(host: String(host), port: port)
    }

    var yaml: String { description.yaml }
}

extension ListenAddress: CustomStringConvertible {
    /// The address as it is written in settings.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
