// SPDX-License-Identifier: Apache-2.0

extension Double: ScalarSettingValue {
    static var typeName: String { "a number" }
    static var hint: String { "write digits and a point, such as 0.03" }

    init?(setting text: String) {
        guard let number = Double(text), number.isFinite else { return nil }
        self = number
    }

    var yaml: String { self == rounded() && magnitude < 1e15 ? "\(Int64(self))" : description }
}
