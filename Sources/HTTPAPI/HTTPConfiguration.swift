// SPDX-License-Identifier: Apache-2.0

/// Where a server listens and what it grants its clients.
public struct HTTPConfiguration: Sendable, Equatable {
    /// Address or name of a local interface, without brackets: `127.0.0.1`, `::`, `localhost`.
    public var host: String
    /// The port; 0: any that is free, see `HTTPServer.port`.
    public var port: UInt16
    /// How many clients can be connected; others wait until one leaves.
    public var connectionLimit: UInt32 = 200
    /// How many of them can have one address; further ones are closed at once.
    public var connectionLimitPerAddress: UInt32 = 100
    /// Memory for the head of a request and of its answer, bytes; a longer head gets 431 or 414.
    public var connectionMemoryBytes: UInt32 = 16_384
    /// A body is read, and thrown away, up to so many bytes; a longer one closes the connection.
    public var bodyLimitBytes: UInt32 = 1_048_576
    /// A connection on which nothing moves for so long is closed, s.
    public var idleSeconds: UInt32 = 20
    /// A connection is cut when so long after its start, or after its last answer, the next answer
    /// is not sent, ms: whoever sends or reads a byte now and then holds nothing for ever.
    public var answerMilliseconds: UInt64 = 30_000

    /// A configuration with the default limits.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}
