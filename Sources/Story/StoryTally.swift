// SPDX-License-Identifier: Apache-2.0

/// What a story has told so far, for whoever checks what became of it.
public struct StoryTally: Sendable, Equatable {
    /// Records, by `StoryChannel.rawValue`; the planted ones among them.
    public internal(set) var records: [Int] = Array(repeating: 0, count: 4)
    /// Records that repeat one that was told before, byte for byte.
    public internal(set) var duplicates = 0
    /// Events that are minutes older than their record.
    public internal(set) var late = 0
    /// Records that must be rejected.
    public internal(set) var broken = 0
    /// Events that no person made (`human` is false).
    public internal(set) var machine = 0
    /// Visits of the website.
    public internal(set) var visits = 0
    /// Visits that see one page for less than ten seconds.
    public internal(set) var bounces = 0
    /// Visits with an order, a lead or another conversion.
    public internal(set) var conversions = 0
    /// Mails.
    public internal(set) var sent = 0
    /// Mails that arrive.
    public internal(set) var delivered = 0
    /// Mails that a person opens.
    public internal(set) var opened = 0
    /// Mails that a person clicks in.
    public internal(set) var clicked = 0
    /// Mails that make their reader unsubscribe.
    public internal(set) var unsubscribed = 0
    /// Installations of the app.
    public internal(set) var installs = 0
    /// Persons who use the app again on the day after the installation.
    public internal(set) var returned = 0
    /// Things that were to happen and were left out because too much was pending.
    public internal(set) var thinned = 0

    /// All records.
    public var total: Int { records.reduce(0, +) }
}
