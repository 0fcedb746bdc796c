// SPDX-License-Identifier: Apache-2.0

/// How vendors write that an app did it.
enum AppWords {
    private static let words = NameTable([
        "iOS", "ios", "IOS", "iPadOS", "Android", "android", "ANDROID", "mob", "app", "mobile",
        "posthog-ios", "posthog-android", "posthog-react-native", "posthog-flutter", "swift",
        "iphone", "react-native", "flutter",
    ])

    @inline(__always)
    static func contain(_ text: ByteSlice) -> Bool {
        !text.isEmpty && words.index(of: text) != nil
    }
}
