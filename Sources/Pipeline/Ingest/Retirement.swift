// SPDX-License-Identifier: Apache-2.0

/// Why an input partition of the state is not read any more.
///
/// It keeps its number, by which the state knows it, but nothing waits for it.
public enum Retirement: Sendable, Equatable {
    /// Its topic does not exist any more, for good: one of the same name is another one.
    case gone
    /// No input of the settings has its topic; given back, it is read on from where it stands.
    case unnamed
}
