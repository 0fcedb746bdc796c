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
    ]
)
