// SPDX-License-Identifier: Apache-2.0

/// Entries at the top of the repository that nobody expects there.
struct LayoutRule {
    let topLevel: Set<String>

    func offenses(in paths: [String]) -> [String] {
        let entries = Set(paths.map { String($0.prefix { $0 != "/" }) })
        return entries.filter { !$0.hasPrefix(".") && !topLevel.contains($0) }.sorted().map {
            "\($0): does not belong at the top of the repository"
        }
    }
}
