// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// Lays out the paths of a mapping as the fields of a format: each path once, those of one native
/// field in its order.
enum MappedPaths {
    /// Bytes of one name in a path.
    static let nameLimit = CSJ_NAME_LIMIT
    /// Names of one path.
    static let depthLimit = 16

    /// The fields of a format for paths of some native fields.
    static func fields(
        _ fields: [(field: MappedField, paths: [String])],
        timeUnit: TimeUnit
    ) throws(EventMapping.Fault) -> [VendorField] {
        let count = Set(fields.flatMap(\.paths)).count
        guard count <= EventMapping.pathLimit else { throw .tooManyPaths(count) }
        let paths = try ordered(fields.map(\.paths))
        for path in paths {
            if let outer = paths.first(where: { path.hasPrefix($0 + ".") }) {
                throw .nested(path, below: outer)
            }
        }
        return paths.map { path in
            let asking = fields.filter { $0.paths.contains(path) }.map(\.field)
            let isTime = asking.contains { $0.role == .time || $0.role == .received }
            return VendorField(
                FieldSpecification(
                    path,
                    asking.reduce(into: []) { $0.formUnion($1.kinds) },
                    isLenient: !asking.contains(where: \.isStrict)
                ),
                roles: asking.map(\.role),
                unit: isTime ? timeUnit : .text
            )
        }
    }

    /// All paths such that those of each list come in its order.
    private static func ordered(_ lists: [[String]]) throws(EventMapping.Fault) -> [String] {
        var rest: [String] = []
        for path in lists.joined() where !rest.contains(path) { rest.append(path) }
        var ordered: [String] = []
        while !rest.isEmpty {
            let next = rest.firstIndex { path in
                lists.allSatisfy { list in
                    guard let place = list.firstIndex(of: path) else { return true }
                    return list[..<place].allSatisfy(ordered.contains)
                }
            }
            guard let next else { throw .contradictory(rest) }
            ordered.append(rest.remove(at: next))
        }
        return ordered
    }
}
