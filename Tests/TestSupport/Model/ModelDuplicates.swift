// SPDX-License-Identifier: Apache-2.0

import Events

/// The ids seen, by source (section 1, step 4).
struct ModelDuplicates {
    private struct Key: Hashable {
        var source: Int
        var id: UInt64
    }

    private let window: Int64
    private let emailWindow: Int64
    /// When each id is forgotten.
    private var forgetAt: [Key: Int64] = [:]

    init(_ configuration: ModelConfiguration) {
        window = configuration.dedupWindow
        emailWindow = configuration.emailDedupWindow
    }

    /// Whether the id is known; if not it is from now on.
    mutating func isDuplicate(_ event: Event, source: Int, watermark: Int64?) -> Bool {
        let window = event.channel == .email ? emailWindow : window
        if window == 0 { return false }
        let key = Key(source: source, id: event.id)
        if let due = forgetAt[key], !reached(watermark, due) { return true }
        forgetAt[key] = max(event.time, watermark ?? .min) + window
        return false
    }
}
