// SPDX-License-Identifier: Apache-2.0

/// One step of reading a YAML text.
struct YAMLEvent: Sendable {
    /// The steps that matter; stream and document marks that do not are folded into `other`.
    enum Kind: Sendable, Equatable {
        case scalar(String, isPlain: Bool)
        case alias(String)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
        case documentStart
        case streamEnd
        case other
    }

    let kind: Kind
    let anchor: String?
    let tag: String?
    let location: TextLocation
}
