// SPDX-License-Identifier: Apache-2.0

/// What the rules allow: limits, words, and exceptions.
///
/// A list of exceptions may only shrink: an entry that is no longer needed fails its rule too.
enum Allowances {
    // MARK: - Length

    /// Lines of a file below `Sources`.
    static let sourceLines = 300

    /// Lines of a file below `Tests`.
    static let testLines = 500

    /// Lines of a function, from its keyword to its closing brace.
    static let functionLines = 70

    /// Files beyond the limit, and how many lines each may have.
    static let longFiles: [String: Int] = [:]

    /// Files with a function beyond the limit, and how many lines the longest may have.
    static let longFunctions: [String: Int] = [:]

    // MARK: - Imports

    /// The modules that each target below `Sources` may import.
    static let imports: [String: Set<String>] = [
        "RingBuffers": ["Glibc", "Synchronization"],
        "Sketches": ["Synchronization"],
        "Windowing": ["RingBuffers", "Synchronization"],
        "Kafka": ["CRDKafka", "Dispatch", "Glibc", "Synchronization"],
        "Events": ["CSimdJSON", "Synchronization"],
        "KPIs": ["Events", "Sketches", "Synchronization", "Windowing"],
        "Settings": ["CYAML", "Foundation"],
        "Story": [],
        "Pipeline": [
            "CPlatform", "Dispatch", "Events", "Glibc", "KPIs", "Kafka", "RingBuffers", "Sketches",
            "Synchronization", "Windowing",
        ],
        "Sinks": ["KPIs", "Kafka", "Synchronization"],
        "HTTPAPI": ["CMicroHTTPD", "Glibc", "KPIs", "Synchronization"],
        "streamgauge": [
            "CPlatform", "CZlib", "CZstd", "Dispatch", "Events", "Foundation", "Glibc", "HTTPAPI",
            "KPIs", "Kafka", "Pipeline", "Settings", "Sinks", "Story", "Synchronization",
            "Windowing",
        ],
    ]

    // MARK: - Unsafe code

    /// Files below `Sources` with unsafe expressions, and how many each may have.
    static let unsafeExpressions: [String: Int] = [:]

    // MARK: - Names and words

    /// Parts of a name that say nothing about what the thing does.
    static let emptyNames: Set = ["helper", "helpers", "manager", "util", "utils"]

    /// Names of others that have such a part.
    static let foreignNames: Set = ["FileManager"]

    /// What no file may hold, as regular expressions that do not match themselves.
    static let forbiddenText: [(pattern: String, sentence: String)] = [
        ("\\b(TOD[O]|FIXM[E]|XX[X])\\b", "finish it, or file an issue"),
        ("(?<![\\w.~}/-])/(wor[k]|far[m]|hom[e]|roo[t]|User[s])/", "names a folder of one machine"),
        ("(?i)\\b(sub-?agen[t])s?\\b", "tells how it was written, not what it is"),
    ]

    /// Functions that write to the terminal, which is the executable's alone.
    static let printing: Set = ["debugPrint", "dump", "print"]

    // MARK: - Layout

    /// What the top of the repository holds beside files that begin with a dot.
    static let topLevel: Set = [
        "Benchmarks", "LICENSE", "Package.swift", "README.md", "Sources", "Tests", "deploy",
    ]

    // MARK: - Tests that mirror sources

    /// Sources with more lines than this have tests of their own.
    static let untestedLines = 60

    /// Targets whose tests are not a mirror: the composition root is tested as a program.
    static let unmirroredTargets: Set = ["streamgauge"]

    /// Longer sources without tests of their own.
    static let untested: Set<String> = []
}
