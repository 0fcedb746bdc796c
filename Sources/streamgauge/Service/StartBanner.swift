// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Settings

/// What the line of the log that tells of a start says of the process, besides what it reads.
enum StartBanner {
    /// Names and values of what is started, and of what it may use, in the order of the line.
    static func fields(
        _ blueprint: Blueprint,
        group: ControlGroup = .current
    ) -> [(String, String)] {
        let settings = blueprint.settings
        var fields = [
            ("settings", fingerprint(settings)),
            ("key", blueprint.identity.fingerprint),
            ("application", settings.application),
            ("librdkafka", KafkaLibrary.version),
            ("limits_memory", size(settings.limits.memory.bytes)),
        ]
        if let memory = group.memoryBytes {
            fields.append(("quota_memory", size(memory)))
        }
        if let processors = group.processors { fields.append(("quota_cpus", "\(processors)")) }
        return fields
    }

    /// Two processes with the same one run with the same settings, secrets aside.
    ///
    /// Of the settings in effect: a comment, an order or a default that is written out changes nothing.
    static func fingerprint(_ settings: Settings) -> String {
        // Any key will do: it only has to be the same in every process.
        guard let key = Events.IdentityKey(hexadecimal: String(repeating: "0", count: 32)) else {
            preconditionFailure("32 digits are a key")
        }
        let bytes = Array(settings.text.utf8)
        // Sound: bytes of any kind are plain bytes.
        let hash = unsafe SipHash(key: key).hash(bytes.span.bytes)
        return hash.hexadecimal
    }

    /// One word, as settings write it.
    private static func size(_ bytes: Int) -> String {
        MemoryBudget.size(bytes).replacing(" ", with: "")
    }
}
