// SPDX-License-Identifier: Apache-2.0

/// What became of an event; each has exactly one.
public enum ModelOutcome: Hashable, Sendable {
    /// A tracker saw it or a pane took a fact of it.
    case counted
    /// Nothing took it.
    case late
    /// Its id was seen before.
    case duplicate
    /// No definition needs it, or no person did it.
    case filtered
    /// It was refused, with the reason.
    case rejected(String)
}
