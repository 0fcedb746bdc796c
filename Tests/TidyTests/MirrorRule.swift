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
                && !unmirroredTargets.contains(file.target)
                && tests.isDisjoint(with: mirrors(of: file))
        }
        return untested.filter { !exceptions.contains($0.path) }.map {
            "\"\($0.path)\",  // has no Tests/\(mirrors(of: $0).joined(separator: " or "))"
        } + Exceptions.stale(exceptions, needed: Set(untested.map(\.path)))
    }

    /// `KafkaTests/Client+AdminTests.swift` and `KafkaTests/ClientTests.swift` for
    /// `Sources/Kafka/Handle/Client+Admin.swift`.
    private func mirrors(of file: SwiftFile) -> [String] {
        let name = file.file.name.dropLast(".swift".count)
        let type = name.prefix { $0 != "+" }
        return (name == type ? [name] : [name, type]).map { "\(file.target)Tests/\($0)Tests.swift" }
    }
}
