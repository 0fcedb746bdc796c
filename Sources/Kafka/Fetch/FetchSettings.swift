// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the properties say of fetching, where brokers are read directly.
struct FetchSettings {
    var clientID: String
    var waitMilliseconds: Int32
    var minimumBytes: Int32
    var answerBytes: Int32
    var partitionBytes: Int32
    var isReadCommitted: Bool
    var checksChecksums: Bool
    var reportsEnds: Bool
    var timeoutMilliseconds: Int64
    var largestBackoffMilliseconds: Int64
    /// Of brokers' addresses, as `getaddrinfo` calls it.
    var addressFamily: Int32

    /// Properties that only the client library can follow.
    private static let foreign = ["client.rack", "plugin.library.paths"]

    /// Reads the properties by their names and other names.
    ///
    /// - Returns: nil where brokers cannot be read directly: the connection is to be encrypted or a
    ///   login is needed, or a property asks for something that only the library does.
    init?(_ properties: KafkaProperties) {
        let all = PropertyDefaults.consumer.merging(properties) { _, own in own }
        guard all["security.protocol", default: "plaintext"].lowercased() == "plaintext",
            !Self.foreign.contains(where: { properties[$0] != nil })
        else { return nil }
        clientID = all["client.id"] ?? ""
        func number(_ names: String..., otherwise: Int64) -> Int64 {
            // The user's own word counts, whichever of the names it has.
            for source in [properties, all] {
                for name in names {
                    if let value = source[name].flatMap(Int64.init) { return value }
                }
            }
            return otherwise
        }
        waitMilliseconds = Int32(clamping: number("fetch.wait.max.ms", otherwise: 100))
        minimumBytes = Int32(clamping: number("fetch.min.bytes", otherwise: 1))
        answerBytes = Int32(clamping: number("fetch.max.bytes", otherwise: 4 << 20))
        partitionBytes = Int32(
            clamping: number(
                "fetch.message.max.bytes",
                "max.partition.fetch.bytes",
                otherwise: 1 << 19
            )
        )
        isReadCommitted = all["isolation.level"] != "read_uncommitted"
        checksChecksums = all["check.crcs"] != "false"
        reportsEnds = all["enable.partition.eof"] != "false"
        timeoutMilliseconds = number("socket.timeout.ms", otherwise: 60_000)
        largestBackoffMilliseconds = number("reconnect.backoff.max.ms", otherwise: 2_000)
        addressFamily =
            switch all["broker.address.family"]?.lowercased() {
            case "v4": AF_INET
            case "v6": AF_INET6
            default: AF_UNSPEC
            }
    }
}
