// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableExperimentalFeature("Lifetimes"),
]

let windowing = Target.Dependency.product(name: "Windowing", package: "streamgauge")
let stages = Target.Dependency.product(name: "Stages", package: "streamgauge")

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "streamgauge", path: "..")],
    targets: [
        .target(name: "Workload", dependencies: [stages], swiftSettings: settings),
        .executableTarget(
            name: "throughput",
            dependencies: ["Workload", stages],
            swiftSettings: settings,
            linkerSettings: [.linkedLibrary("tcmalloc_minimal")]
        ),
        // Replaces malloc in what links it, and counts.
        .target(name: "CAllocations"),
        .executableTarget(
            name: "parts",
            dependencies: ["CAllocations", "Workload", stages, windowing],
            swiftSettings: settings
        ),
    ]
)
