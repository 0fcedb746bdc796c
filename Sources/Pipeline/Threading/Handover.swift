// SPDX-License-Identifier: Apache-2.0

/// Carries a value without copies from the thread that made it to the one that will own it.
final class Handover<Value: ~Copyable>: @unchecked Sendable {
    // Unchecked: `value` is set before the taking thread starts, and taken once, by it.
    private var value: Value?

    init(_ value: consuming Value) { self.value = consume value }

    /// The value; call once.
    func take() -> Value {
        guard let taken = value.take() else { preconditionFailure("it is handed over once") }
        return taken
    }
}
