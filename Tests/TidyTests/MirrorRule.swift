// SPDX-License-Identifier: Apache-2.0

/// Sources without the tests that bear their name.
struct MirrorRule {
    /// Sources with more lines than this need tests.
    let lines: Int
    let unmirroredTargets: Set<String>
    let exceptions: Set<String>

    func offenses(in files: [SwiftFile]) -> [String] {
        let tests = Set(files.filter { !$0.isSource }.map { "\($0.target)/\($0.file.name)" })
        let untested = files.filter { file in
            file.isSource && file.file.lines.count > lines
                && !unmirroredTargets.contains(file.target) && !tests.contains(mirror(of: file))
        }
        return untested.filter { !exceptions.contains($0.path) }.map {
            "\"\($0.path)\",  // has no Tests/\(mirror(of: $0))"
        } + Exceptions.stale(exceptions, needed: Set(untested.map(\.path)))
    }

    /// `KafkaTests/ClientTests.swift` for `Sources/Kafka/Handle/Client.swift`.
    private func mirror(of file: SwiftFile) -> String {
        "\(file.target)Tests/\(file.file.name.dropLast(".swift".count))Tests.swift"
    }
}
