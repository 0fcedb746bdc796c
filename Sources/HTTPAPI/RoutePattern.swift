// SPDX-License-Identifier: Apache-2.0

/// A path in which some parts are names in braces: `/api/v1/kpis/{id}`.
struct RoutePattern: Sendable {
    private enum Part: Equatable {
        case fixed(Substring)
        case parameter(String)
    }

    private let parts: [Part]

    /// A pattern; nil for a path without braces.
    init?(_ path: String) {
        parts = Self.parts(of: path).map { part in
            part.first == "{" && part.last == "}"
                ? .parameter(String(part.dropFirst().dropLast())) : .fixed(part)
        }
        let hasParameter = parts.contains { if case .parameter = $0 { true } else { false } }
        guard hasParameter else { return nil }
    }

    /// What a path has in the place of each name, byte by byte; nil if it does not fit.
    ///
    /// A name stands for one part of the path that is not empty.
    func match(_ path: String) -> [String: String]? {
        let found = Self.parts(of: path)
        guard found.count == parts.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, text) in zip(parts, found) {
            switch part {
            case .fixed(let fixed): guard fixed == text else { return nil }
            case .parameter(let name):
                guard !text.isEmpty else { return nil }
                parameters[name] = String(text)
            }
        }
        return parameters
    }

    private static func parts(of path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: false)
    }
}
