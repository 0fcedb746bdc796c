// SPDX-License-Identifier: Apache-2.0

import CRDKafka

/// The client library that this process has loaded.
public enum KafkaLibrary {
    /// Its version, such as `2.0.2`; that of the machine, which may differ from the one built with.
    public static var version: String {
        // Sound: the library returns a text of its own that it never frees.
        unsafe String(cString: rd_kafka_version_str())
    }
}
