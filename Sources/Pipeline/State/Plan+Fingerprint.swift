// SPDX-License-Identifier: Apache-2.0

public import KPIs

extension Plan {
    /// Tells plans apart whose state does not fit each other: the XXH64 of `layout`.
    public var fingerprint: UInt64 { XXHash64.hash(Array(layout.utf8)[...]) }
}
