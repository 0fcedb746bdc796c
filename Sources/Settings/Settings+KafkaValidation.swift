// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// The smallest `message.max.bytes`, the client's own: a rejected record, or a part of the state, is
    /// up to 900 kB of content with its key and headers.
    static let leastMessageBytes = 1_000_000

    /// Properties of `kafka` that would do nothing, or break what the program promises.
    func kafkaErrors() -> [SettingsError] {
        kafka.compactMap { property in
            let path = "kafka.\(property.name)"
            if let own = ProgramProperty.all.first(where: { $0.name == property.name }) {
                guard own.isContradicted(by: property.value) else { return nil }
                return error(
                    at: path,
                    "the program sets `\(path)` by itself",
                    hint: own.hint
                )
            }
            guard property.name == "message.max.bytes", let bytes = Int(property.value),
                bytes < Self.leastMessageBytes
            else { return nil }
            return error(
                at: path,
                "`\(path)` must be \(Self.leastMessageBytes) or more, not \(bytes): records of the "
                    + "state and of `rejected.topic` can be as large",
                hint: "raise or remove it"
            )
        }
    }
}
