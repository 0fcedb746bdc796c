// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The golden sketches that `make_vectors.py` made with the reference library.
struct Vectors: Decodable {
    struct Sketch: Decodable, CustomTestStringConvertible {
        let file: String
        let lgK: Int
        let count: UInt64
        let mode: String
        let estimate: Double

        var testDescription: String { file }

        func bytes() throws -> [UInt8] {
            try [UInt8](Data(contentsOf: #require(Vectors.folder).appending(path: file)))
        }
    }

    struct Estimate: Decodable {
        let count: UInt64
        let estimate: Double
    }

    let sketches: [Sketch]
    let estimates: [Estimate]

    static var folder: URL? { Bundle.module.resourceURL?.appending(path: "Vectors") }

    static func load() throws -> Vectors {
        let file = try #require(folder).appending(path: "vectors.json")
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
    }
}
