// SPDX-License-Identifier: Apache-2.0

/// A number of bytes, written `256MB`, `4GB`, `900kB` or with the binary units `KiB MiB GiB TiB`.
public struct ByteSize: Sendable, Hashable, Comparable {
    /// The number of bytes.
    public var bytes: Int

    /// Makes a size of that many bytes.
    public init(bytes: Int) {
        self.bytes = bytes
    }

    /// Orders sizes by their bytes.
    public static func < (a: ByteSize, b: ByteSize) -> Bool {
        a.bytes < b.bytes
    }

    /// A size in megabytes of 1,000,000 bytes.
    static func megabytes(_ count: Int) -> ByteSize {
        ByteSize(bytes: count * 1_000_000)
    }
}

extension ByteSize: ScalarSettingValue {
    static let typeName = "a size"
    static let hint =
        "write a whole number and a unit (B, kB, MB, GB, KiB, MiB, GiB), such as 256MB"

    private static let units: [(name: String, bytes: Int64)] = [
        ("TB", 1_000_000_000_000), ("TiB", 1 << 40), ("GB", 1_000_000_000), ("GiB", 1 << 30),
        ("MB", 1_000_000), ("MiB", 1 << 20), ("kB", 1000), ("KiB", 1 << 10), ("B", 1),
    ]

    init?(setting text: String) {
        guard let (number, unit) = text.numberAndUnit,
            let factor = Self.units.first(where: { $0.name == unit })?.bytes
        else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        bytes = Int(product)
    }

    var yaml: String {
        let total = Int64(bytes)
        for (name, factor) in Self.units where total >= factor && total % factor == 0 {
            return "\(total / factor)\(name)"
        }
        return "\(total)B"
    }
}
