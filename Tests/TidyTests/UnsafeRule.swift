// SPDX-License-Identifier: Apache-2.0

/// Unsafe expressions, which stay in few files and become fewer.
struct UnsafeRule {
    /// Files and how many they may have.
    let allowed: [String: Int]

    func offenses(in files: [SwiftFile]) -> [String] {
        let counts = files.filter(\.isSource).map { (path: $0.path, count: $0.unsafeCount) }
        let tooMany = counts.filter { $0.count > allowed[$0.path] ?? 0 }
        let needed = Set(counts.filter { $0.count > 0 }.map(\.path))
        // Written as the table wants it.
        return tooMany.map {
            "\"\($0.path)\": \($0.count),  // unsafe expressions, \(allowed[$0.path] ?? 0) allowed"
        } + Exceptions.stale(Set(allowed.keys), needed: needed)
    }
}
