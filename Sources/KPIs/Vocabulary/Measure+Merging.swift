// SPDX-License-Identifier: Apache-2.0

extension [Measure] {
    /// These, then those of others that are not among them.
    func merging(_ others: [Measure]) -> [Measure] {
        self + others.filter { !contains($0) }
    }
}
