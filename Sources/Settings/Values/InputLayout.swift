// SPDX-License-Identifier: Apache-2.0

/// How the records of a described input are written.
public enum InputLayout: String, Choice, Sendable, Hashable {
    /// JSON objects.
    case json

    /// Query strings, as callbacks send them.
    case query
}
