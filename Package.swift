// swift-tools-version: 6.2
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

/// For what tests compute much with.
///
/// The test command asks for it: without, simulations take several times as long; with these flags nobody could
/// depend on a version of the package.
let optimized =
    Context.environment["OPTIMIZED_TESTS"] == nil
    ? settings
    : settings + [
        .unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))
    ]

func library(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: optimized
    )
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    exclude: [String] = [],
    resources: [Resource] = [],
    swiftSettings: [SwiftSetting] = settings
) -> Target {
    .testTarget(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: swiftSettings
    )
}

func system(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// What is built, for `--version`; a folder that git does not know has no commit.
let commit = Context.gitInformation.map { git in
    git.currentCommit.prefix(12) + (git.hasUncommittedChanges ? "+changes" : "")
}

let package = Package(
    name: "streamgauge",
    products: [
        .executable(name: "streamgauge", targets: ["streamgauge"]),
        .library(name: "Kafka", targets: ["Kafka"]),
        .library(name: "RingBuffers", targets: ["RingBuffers"]),
        .library(name: "Sketches", targets: ["Sketches"]),
        .library(name: "Windowing", targets: ["Windowing"]),
        .library(
            name: "Stages",
            targets: [
                "CPlatform", "Events", "HTTPAPI", "KPIs", "Kafka", "Pipeline", "Sketches", "Story",
            ]
        ),
    ],
    targets: [
        system("CRDKafka", "rdkafka", "librdkafka-dev"),
        system("CCrypto", "libcrypto", "libssl-dev"),
        system("CCurl", "libcurl", "libcurl4-openssl-dev"),
        system("CMicroHTTPD", "libmicrohttpd", "libmicrohttpd-dev"),
        system("CYAML", "yaml-0.1", "libyaml-dev"),
        system("CZstd", "libzstd", "libzstd-dev"),
        system("CZlib", "zlib", "zlib1g-dev"),
        .target(
            name: "CSimdJSON",
            cxxSettings: [.define("NDEBUG", .when(configuration: .release))],
            linkerSettings: [.linkedLibrary("simdjson")]
        ),
        .target(name: "CPlatform"),
        .target(
            name: "CBuild",
            cSettings: [.define("SG_COMMIT", to: "\"\(commit ?? "unknown")\"")]
        ),
        .target(name: "CDashboard", exclude: ["Page"]),
        .target(
            name: "CCodecs",
            linkerSettings: ["lz4", "snappy", "z", "zstd"].map { .linkedLibrary($0) }
        ),

        library("RingBuffers"),
        library("Sketches"),
        library("Windowing", ["CPlatform", "RingBuffers"]),
        library("Kafka", ["CCodecs", "CPlatform", "CRDKafka"]),
        library(
            "Events",
            ["CCodecs", "CPlatform", "CSimdJSON"],
            resources: [.embedInCode("Data/bot-agents.txt")]
        ),
        library("YAMLText", ["CYAML"]),
        library("KPIs", ["Events", "Sketches", "Windowing", "YAMLText"]),
        library("Settings", ["YAMLText"]),
        library("Story"),
        library(
            "Pipeline",
            [
                "CPlatform", "CZstd", "Events", "KPIs", "Kafka", "RingBuffers", "Sketches",
                "Windowing",
            ]
        ),
        library("Sinks", ["CCrypto", "CCurl", "KPIs", "Kafka"]),
        library(
            "HTTPAPI",
            ["CDashboard", "CMicroHTTPD", "CPlatform", "CZlib", "CZstd", "Events", "KPIs"],
            resources: [.embedInCode("Data/openapi.json")]
        ),
        .executableTarget(
            name: "streamgauge",
            dependencies: [
                "CBuild", "CCurl", "CPlatform", "CZlib", "CZstd", "Events", "HTTPAPI", "KPIs",
                "Kafka", "Pipeline", "RingBuffers", "Settings", "Sinks", "Story", "Windowing",
                "YAMLText",
            ],
            exclude: ["streamgauge.docc"],
            swiftSettings: settings,
            linkerSettings: [.linkedLibrary("tcmalloc_minimal")]
        ),

        .target(name: "CChildSpawn", path: "Tests/CChildSpawn"),
        .target(
            name: "TestSupport",
            dependencies: [
                "CChildSpawn", "CZlib", "CZstd", "Events", "KPIs", "Kafka", "Sketches", "Windowing",
            ],
            path: "Tests/TestSupport",
            swiftSettings: optimized
        ),
        tests("RingBuffersTests", ["RingBuffers"]),
        tests("SketchesTests", ["Sketches"], resources: [.copy("Vectors")]),
        tests("WindowingTests", ["Windowing", "TestSupport"]),
        tests("KafkaTests", ["Kafka", "TestSupport"]),
        tests("EventsTests", ["Events", "TestSupport"]),
        tests("YAMLTextTests", ["YAMLText"]),
        tests("KPIsTests", ["Events", "KPIs", "Sketches", "Windowing", "YAMLText", "TestSupport"]),
        tests("SettingsTests", ["Settings", "YAMLText"]),
        tests("StoryTests", ["Story", "Events"]),
        tests(
            "PipelineTests",
            ["Events", "KPIs", "Kafka", "Pipeline", "Sketches", "Windowing", "TestSupport"]
        ),
        tests("SinksTests", ["CCurl", "Events", "KPIs", "Kafka", "Sinks", "TestSupport"]),
        tests("HTTPAPITests", ["HTTPAPI", "KPIs", "TestSupport"], exclude: ["Rules"]),
        tests(
            "SimulationTests",
            ["Events", "KPIs", "Pipeline", "Sketches", "Windowing", "TestSupport"],
            swiftSettings: optimized
        ),
        tests(
            "CommandTests",
            [
                "Events", "KPIs", "Kafka", "Pipeline", "Settings", "Story", "TestSupport",
                "Windowing", "YAMLText", "streamgauge",
            ],
            resources: [.copy("Examples"), .copy("Golden"), .copy("Story")]
        ),
        tests(
            "IntegrationTests",
            ["Events", "KPIs", "Kafka", "Pipeline", "Sinks", "Sketches", "Story", "TestSupport"],
            exclude: ["Judgment"]
        ),
        tests("TidyTests", []),
    ],
    cxxLanguageStandard: .cxx17
)
