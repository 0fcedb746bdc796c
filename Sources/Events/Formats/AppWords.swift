// SPDX-License-Identifier: Apache-2.0

/// How vendors write that an app did it.
enum AppWords {
    private static let systems = [
        "iOS", "ios", "IOS", "iPadOS", "Android", "android", "ANDROID",
    ]

    /// What PostHog, Segment and RudderStack call their libraries for apps.
    private static let libraries = [
        "posthog-ios", "posthog-android", "posthog-react-native", "posthog-flutter",
        "analytics-ios", "analytics-android", "analytics-swift", "analytics-kotlin",
        "analytics-react-native", "@segment/analytics-react-native", "analytics-flutter",
        "rudder-ios-library", "com.rudderstack.android.sdk.core",
    ]

    private static let words = NameTable(
        systems + libraries
            + [
                "kindle", "tvos", "roku", "mob", "app", "mobile", "swift", "iphone", "react-native",
                "flutter",
            ]
    )
    private static let systemWords = NameTable(systems)

    @inline(__always)
    static func contain(_ text: ByteSlice) -> Bool {
        !text.isEmpty && words.index(of: text) != nil
    }

    /// Whether it is the system of an app's device; a device that is only mobile may run a browser.
    @inline(__always)
    static func haveSystem(_ text: ByteSlice) -> Bool {
        !text.isEmpty && systemWords.index(of: text) != nil
    }
}
