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
        "Windowing": ["CPlatform", "RingBuffers", "Synchronization"],
        "Kafka": [
            "CCodecs", "CPlatform", "CRDKafka", "Dispatch", "Glibc", "Synchronization",
        ],
        "Events": ["CCodecs", "CPlatform", "CSimdJSON", "Synchronization"],
        "YAMLText": ["CYAML"],
        "KPIs": ["Events", "Sketches", "Synchronization", "Windowing", "YAMLText"],
        "Settings": ["FoundationEssentials", "Glibc", "YAMLText"],
        "Story": [],
        "Pipeline": [
            "CPlatform", "CZstd", "Dispatch", "Events", "Glibc", "KPIs", "Kafka", "RingBuffers",
            "Sketches", "Synchronization", "Windowing",
        ],
        "Sinks": [
            "CCrypto", "CCurl", "FoundationEssentials", "Glibc", "KPIs", "Kafka", "Synchronization",
        ],
        "HTTPAPI": [
            "CDashboard", "CMicroHTTPD", "CPlatform", "CZlib", "CZstd", "Events", "Glibc", "KPIs",
            "Synchronization",
        ],
        "streamgauge": [
            "CBuild", "CCurl", "CPlatform", "CZlib", "CZstd", "Dispatch", "Events",
            "FoundationEssentials", "Glibc", "HTTPAPI", "KPIs", "Kafka", "Pipeline", "RingBuffers",
            "Settings", "Sinks", "Story", "Synchronization", "Windowing", "YAMLText",
        ],
    ]

    // MARK: - Unsafe code

    /// Files below `Sources` with unsafe expressions, and how many each may have.
    static let unsafeExpressions: [String: Int] = [
        "Sources/Events/AgentVerdicts.swift": 13,
        "Sources/Events/ByteSlice.swift": 10,
        "Sources/Events/DailyAdmission.swift": 27,
        "Sources/Events/DimensionAdmission+Keeping.swift": 4,
        "Sources/Events/DimensionAdmission.swift": 5,
        "Sources/Events/DimensionSlots.swift": 7,
        "Sources/Events/EventDecoder.swift": 4,
        "Sources/Events/FieldReader.swift": 50,
        "Sources/Events/Formats/FieldLabels.swift": 5,
        "Sources/Events/Formats/HeaderAttributes.swift": 16,
        "Sources/Events/Formats/RoleTable.swift": 9,
        "Sources/Events/IdentityHasher.swift": 1,
        "Sources/Events/IdentityKey+Names.swift": 1,
        "Sources/Events/KnownIdentities.swift": 6,
        "Sources/Events/NameTable.swift": 12,
        "Sources/Events/Scratch.swift": 9,
        "Sources/Events/SipHash.swift": 3,
        "Sources/Events/TableDecoder.swift": 3,
        "Sources/Events/TextCleaner.swift": 1,
        "Sources/Events/TimestampText.swift": 1,
        "Sources/Events/ValueDictionary.swift": 25,
        "Sources/Events/ValueOpener.swift": 10,
        "Sources/Events/ValueStorage.swift": 8,
        "Sources/HTTPAPI/Access/FileStamp.swift": 1,
        "Sources/HTTPAPI/Access/SecretFile.swift": 5,
        "Sources/HTTPAPI/Access/TokenDigest.swift": 2,
        "Sources/HTTPAPI/ContentCoding.swift": 18,
        "Sources/HTTPAPI/HTTPServerError.swift": 1,
        "Sources/HTTPAPI/Handle/Callbacks.swift": 30,
        "Sources/HTTPAPI/Handle/DaemonHandle.swift": 6,
        "Sources/HTTPAPI/Handle/IncomingRequest.swift": 48,
        "Sources/HTTPAPI/Handle/ListeningSocket.swift": 18,
        "Sources/HTTPAPI/Handle/OpenStream.swift": 4,
        "Sources/HTTPAPI/Handle/PollingThread.swift": 9,
        "Sources/HTTPAPI/Prometheus/ProcessReading.swift": 6,
        "Sources/HTTPAPI/ResponseBody.swift": 2,
        "Sources/HTTPAPI/Routes/DashboardFiles.swift": 4,
        "Sources/HTTPAPI/Routes/EmbeddedFile.swift": 1,
        "Sources/HTTPAPI/TLS/TLSCredentials.swift": 6,
        "Sources/Kafka/Fetch/BrokerSocket.swift": 22,
        "Sources/Kafka/Fetch/ContentPool.swift": 23,
        "Sources/Kafka/Fetch/DirectReader+Asking.swift": 2,
        "Sources/Kafka/Fetch/DirectReader.swift": 1,
        "Sources/Kafka/Fetch/FetchAnswer.swift": 2,
        "Sources/Kafka/Fetch/FetchBuffer.swift": 11,
        "Sources/Kafka/Fetch/RecordWalk.swift": 10,
        "Sources/Kafka/Fetch/StoredBatch.swift": 10,
        "Sources/Kafka/Fetch/WireReader.swift": 15,
        "Sources/Kafka/Handle/BatchStorage.swift": 48,
        "Sources/Kafka/Handle/Callbacks.swift": 31,
        "Sources/Kafka/Handle/ClientHandle+Admin.swift": 52,
        "Sources/Kafka/Handle/ClientHandle+Consumer.swift": 18,
        "Sources/Kafka/Handle/ClientHandle+Groups.swift": 33,
        "Sources/Kafka/Handle/ClientHandle+Membership.swift": 24,
        "Sources/Kafka/Handle/ClientHandle+Metadata.swift": 30,
        "Sources/Kafka/Handle/ClientHandle+Producer.swift": 25,
        "Sources/Kafka/Handle/ClientHandle+Transactions.swift": 10,
        "Sources/Kafka/Handle/ClientHandle.swift": 8,
        "Sources/Kafka/Handle/ConfigurationHandle.swift": 13,
        "Sources/Kafka/Handle/GroupMetadata.swift": 3,
        "Sources/Kafka/Handle/HeaderList.swift": 6,
        "Sources/Kafka/Handle/KafkaError+Library.swift": 11,
        "Sources/Kafka/Handle/KafkaLibrary.swift": 1,
        "Sources/Kafka/Handle/LibraryObject.swift": 2,
        "Sources/Kafka/Handle/MockHandle.swift": 12,
        "Sources/Kafka/Handle/PartitionList.swift": 12,
        "Sources/Kafka/Handle/PropertyCatalog.swift": 6,
        "Sources/Kafka/Handle/QueueHandle.swift": 6,
        "Sources/Kafka/KafkaRecord.swift": 5,
        "Sources/Kafka/Murmur2.swift": 2,
        "Sources/Kafka/RecordBatch.swift": 10,
        "Sources/Pipeline/Aggregation/Lookahead.swift": 24,
        "Sources/Pipeline/Emission/TargetColumn.swift": 5,
        "Sources/Pipeline/Ingest/RecordIngester+State.swift": 1,
        "Sources/Pipeline/Ingest/IngestLoop.swift": 1,
        "Sources/Pipeline/Ingest/RecordIngester+Copying.swift": 1,
        "Sources/Pipeline/Ingest/RecordIngester.swift": 16,
        "Sources/Pipeline/Ingest/TableDecoders.swift": 5,
        "Sources/Pipeline/Panes/CombinationTable.swift": 9,
        "Sources/Pipeline/Panes/FlatList.swift": 6,
        "Sources/Pipeline/Panes/LevelTable.swift": 15,
        "Sources/Pipeline/Panes/Levels.swift": 3,
        "Sources/Pipeline/Panes/SeriesTable.swift": 5,
        "Sources/Pipeline/State/StateReader.swift": 4,
        "Sources/Pipeline/State/StateWriter.swift": 4,
        "Sources/Pipeline/State/XXHash64.swift": 7,
        "Sources/Pipeline/State/ZstdFrame.swift": 10,
        "Sources/Pipeline/Tables/PartitionArray.swift": 8,
        "Sources/Pipeline/Tables/ShardedTable.swift": 13,
        "Sources/Pipeline/Tables/Slab.swift": 14,
        "Sources/Pipeline/Tables/TableEntry.swift": 3,
        "Sources/Pipeline/Tables/TableShard+State.swift": 4,
        "Sources/Pipeline/Tables/TableShard.swift": 35,
        "Sources/Pipeline/Tables/TimerWheel.swift": 12,
        "Sources/Pipeline/Threading/PipelineThread.swift": 7,
        "Sources/Pipeline/Threading/SystemClock.swift": 2,
        "Sources/RingBuffers/MessageToken.swift": 3,
        "Sources/RingBuffers/ParkingWaitStrategy.swift": 1,
        "Sources/RingBuffers/RingMemory.swift": 18,
        "Sources/RingBuffers/SPSCRingBuffer+Consumer.swift": 1,
        "Sources/Settings/Layers/SettingsFile.swift": 4,
        "Sources/Sinks/Alerts/AlertTopic.swift": 1,
        "Sources/Sinks/Push/Handle/CurlHandle.swift": 19,
        "Sources/Sinks/Push/Handle/HTTPClient.swift": 1,
        "Sources/Sinks/Push/Handle/RequestSignature.swift": 3,
        "Sources/Sinks/Push/Handle/SecretFile.swift": 3,
        "Sources/Sinks/Rejected/RejectedTopic.swift": 1,
        "Sources/Sinks/Snapshots/SnapshotTopic.swift": 2,
        "Sources/Sinks/Transitions/TransitionTopic.swift": 1,
        "Sources/Sketches/Distinct/LatestCoupon.swift": 6,
        "Sources/Sketches/Storage/Block.swift": 15,
        "Sources/Sketches/Storage/BlockPool.swift": 24,
        "Sources/Windowing/PaneDirectory.swift": 6,
        "Sources/Windowing/PaneNode.swift": 10,
        "Sources/Windowing/PaneRing.swift": 2,
        "Sources/Windowing/PaneRow+Keeping.swift": 1,
        "Sources/Windowing/PaneRow.swift": 10,
        "Sources/Windowing/PaneTable+Panes.swift": 6,
        "Sources/Windowing/PaneTable+Prefetching.swift": 6,
        "Sources/Windowing/PaneTable.swift": 18,
        "Sources/Windowing/PaneTableHeader.swift": 15,
        "Sources/Windowing/PaneTables.swift": 5,
        "Sources/Windowing/PartitionWatermarks+Idleness.swift": 13,
        "Sources/Windowing/PartitionWatermarks+Keeping.swift": 13,
        "Sources/Windowing/PartitionWatermarks.swift": 23,
        "Sources/Windowing/RowIndex.swift": 16,
        "Sources/Windowing/Slab.swift": 17,
        "Sources/YAMLText/YAMLEventSource.swift": 34,
        "Sources/streamgauge/Check/KeyFile.swift": 4,
        "Sources/streamgauge/CommandLine/BuildInformation.swift": 1,
        "Sources/streamgauge/Daemon/Reexecution.swift": 2,
        "Sources/streamgauge/Daemon/SignalWatch.swift": 7,
        "Sources/streamgauge/Demo/DemoFeed.swift": 1,
        "Sources/streamgauge/Generate/TopicTarget.swift": 1,
        "Sources/streamgauge/Input/GzipDecoder.swift": 16,
        "Sources/streamgauge/Input/InputBytes.swift": 12,
        "Sources/streamgauge/Input/InputFile.swift": 3,
        "Sources/streamgauge/Input/LineReader.swift": 11,
        "Sources/streamgauge/Input/ZstdDecoder.swift": 8,
        "Sources/streamgauge/Replay/Replay+Tables.swift": 2,
        "Sources/streamgauge/Replay/TableLine.swift": 2,
        "Sources/streamgauge/Service/NotifySocket.swift": 1,
        "Sources/streamgauge/Service/StartBanner.swift": 1,
        "Sources/streamgauge/State/RecordBatch+Value.swift": 2,
        "Sources/streamgauge/State/StateCommits.swift": 1,
        "Sources/streamgauge/State/StateReset+Writing.swift": 1,
        "Sources/streamgauge/Terminal/FrameScreen.swift": 1,
        "Sources/streamgauge/Terminal/OutputFile.swift": 3,
        "Sources/streamgauge/Terminal/TerminalKeys.swift": 5,
        "Sources/streamgauge/Terminal/StandardError.swift": 2,
        "Sources/streamgauge/Terminal/SystemError.swift": 2,
        "Sources/streamgauge/Test/DefinitionTestRun.swift": 3,
    ]

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
    static let untested: Set<String> = [
        "Sources/Events/ByteSlice.swift",
        "Sources/Events/Event.swift",
        "Sources/Events/EventAssembler.swift",
        "Sources/Events/FieldReader.swift",
        "Sources/Events/SegmentEvent.swift",
        "Sources/Events/SegmentField.swift",
        "Sources/Events/URLParts.swift",
        "Sources/KPIs/Catalogue/Expression+Text.swift",
        "Sources/KPIs/Compiler/GroupingSets.swift",
        "Sources/KPIs/Compiler/Measure+Sources.swift",
        "Sources/KPIs/Compiler/PlanBuilder.swift",
        "Sources/KPIs/Compiler/WindowChoice.swift",
        "Sources/KPIs/Catalogue/CatalogueReference.swift",
        "Sources/KPIs/Definitions/ConditionReader.swift",
        "Sources/KPIs/Definitions/FormulaResolver.swift",
        "Sources/KPIs/Definitions/FormulaTree.swift",
        "Sources/KPIs/Definitions/KeyReader.swift",
        "Sources/KPIs/Definitions/TokenReader.swift",
        "Sources/KPIs/Output/SnapshotSchema.swift",
        "Sources/KPIs/Store/PublishedStatus.swift",
        "Sources/KPIs/Vocabulary/KPI.swift",
        "Sources/KPIs/Vocabulary/Plan.swift",
        "Sources/KPIs/Vocabulary/Snapshot.swift",
        "Sources/Kafka/Fetch/BrokerLink.swift",
        "Sources/Kafka/Handle/BatchStorage.swift",
        "Sources/Kafka/Handle/Callbacks.swift",
        "Sources/Kafka/Handle/ClientHandle+Admin.swift",
        "Sources/Kafka/Handle/ClientHandle+Consumer.swift",
        "Sources/Kafka/Handle/ClientHandle+Groups.swift",
        "Sources/Kafka/Handle/ClientHandle+Membership.swift",
        "Sources/Kafka/Handle/ClientHandle+Metadata.swift",
        "Sources/Kafka/Handle/ClientHandle+Producer.swift",
        "Sources/Kafka/Handle/ClientHandle.swift",
        "Sources/Kafka/Handle/ConfigurationHandle.swift",
        "Sources/Kafka/Handle/Inbox.swift",
        "Sources/Kafka/Handle/MockHandle.swift",
        "Sources/Kafka/Handle/PartitionList.swift",
        "Sources/Kafka/Handle/PropertyCatalog.swift",
        "Sources/Kafka/RecordBatch.swift",
        "Sources/Pipeline/Panes/EventCheck.swift",
        "Sources/Pipeline/Panes/EventChecks.swift",
        "Sources/RingBuffers/RingMemory.swift",
        "Sources/Settings/Layers/SettingsDecoder.swift",
        "Sources/Settings/Layers/SettingsLoader.swift",
        "Sources/Settings/Reference/SettingsKey.swift",
        "Sources/Settings/Reference/SettingsTable.swift",
        "Sources/Settings/Values/Timestamp.swift",
        "Sources/Sketches/Histogram/BucketTable.swift",
        "Sources/Sketches/Storage/Block.swift",
        "Sources/Windowing/PaneDirectory.swift",
        "Sources/Windowing/PaneNode.swift",
        "Sources/Windowing/PaneRing.swift",
        "Sources/Windowing/PaneTableHeader.swift",
        "Sources/Windowing/RowCopies.swift",
        "Sources/YAMLText/YAMLEventSource.swift",
        "Sources/YAMLText/YAMLNode.swift",
    ]
}
