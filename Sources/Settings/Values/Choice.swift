// SPDX-License-Identifier: Apache-2.0

/// A setting that is one of a few words.
protocol Choice: ScalarSettingValue, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
    static var typeName: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
    static var hint: String { "choose one of them" }

    init?(setting text: String) {
        self.init(rawValue: text)
    }

    var yaml: String { rawValue }
}
