// SPDX-License-Identifier: Apache-2.0

/// Where a client comes from, as far as limits tell clients apart.
///
/// Of IPv6 the network counts, 64 bits: who has one of its addresses has all of them.
struct ClientAddress: Hashable {
    private let bytes: InlineArray<16, UInt8>

    /// An address as IPv6 writes it; IPv4 in its last four bytes.
    init(_ bytes: InlineArray<16, UInt8>) {
        var bytes = bytes
        let isIPv4 =
            (0..<10).allSatisfy { bytes[$0] == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if !isIPv4 { for index in 8..<16 { bytes[index] = 0 } }
        self.bytes = bytes
    }

    static func == (left: ClientAddress, right: ClientAddress) -> Bool {
        left.bytes.indices.allSatisfy { left.bytes[$0] == right.bytes[$0] }
    }

    func hash(into hasher: inout Hasher) {
        for index in bytes.indices { hasher.combine(bytes[index]) }
    }
}
