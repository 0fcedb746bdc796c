// SPDX-License-Identifier: Apache-2.0

/// Something that happened, for those who follow what is published: a change of an alert.
public struct PublishedEvent: Sendable, Equatable {
    /// What kind of event it is: letters of a to z.
    public let name: String
    /// What happened: one JSON value without line feeds.
    public let json: [UInt8]
    /// The publication that brought it.
    public internal(set) var sequence: UInt64 = 0

    /// An event that is not published yet.
    public init(name: String, json: [UInt8]) {
        self.name = name
        self.json = json
    }
}
