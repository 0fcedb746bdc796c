// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Bodies that are rendered once for all who ask for the same while it does not change.
///
/// There are at most `limit` at a time; when slow readers hold all of them, others get 503, until
/// the server cuts those readers.
final class Renderings<Subject: Equatable & Sendable>: Sendable {
    /// Bodies that are kept or being sent.
    let limit: Int
    private let renderings = Mutex<[Rendering]>([])

    private struct Rendering {
        var body: ResponseBody
        var subject: Subject
        /// How it was asked to be packed, and how it is.
        var asked: ContentCoding
        var coding: ContentCoding
    }

    init(limit: Int) { self.limit = limit }

    /// The body of a subject: one that is there, else one rendered into storage that nobody reads.
    ///
    /// - Parameters:
    ///   - subject: What is shown; equal ones have the same body.
    ///   - coding: How to pack the body, if it is worth it.
    ///   - render: Appends the body.
    /// - Returns: The body and how it is packed.
    /// - Throws: 503 where no place is free.
    func body(
        _ subject: Subject,
        _ coding: ContentCoding = .identity,
        render: (inout [UInt8]) -> Void
    ) throws(HTTPProblem) -> (body: ResponseBody, coding: ContentCoding) {
        let found = renderings.withLock { renderings -> (ResponseBody, ContentCoding)? in
            if let same = renderings.first(where: { $0.subject == subject && $0.asked == coding }) {
                return (same.body, same.coding)
            }
            let free = renderings.indices.first {
                isKnownUniquelyReferenced(&renderings[$0].body)
            }
            guard let index = free ?? nextIndex(in: &renderings, subject) else { return nil }
            renderings[index].subject = subject
            renderings[index].asked = coding
            var isPacked = false
            renderings[index].body.rewrite { bytes in
                render(&bytes)
                guard let packed = coding.packed(bytes) else { return }
                bytes = packed
                isPacked = true
            }
            renderings[index].coding = isPacked ? coding : .identity
            return (renderings[index].body, renderings[index].coding)
        }
        guard let found else {
            throw HTTPProblem(
                .serviceUnavailable,
                "Too many answers are still being read by slow clients.",
                retryAfterSeconds: 1
            )
        }
        return found
    }

    private func nextIndex(in renderings: inout [Rendering], _ subject: Subject) -> Int? {
        guard renderings.count < limit else { return nil }
        renderings.append(
            Rendering(
                body: ResponseBody(""),
                subject: subject,
                asked: .identity,
                coding: .identity
            )
        )
        return renderings.count - 1
    }
}
