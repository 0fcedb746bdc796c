// SPDX-License-Identifier: Apache-2.0

/// A value that expectations may change: they take no mutating calls.
final class Held<Value> {
    var value: Value

    init(_ value: Value) { self.value = value }
}
