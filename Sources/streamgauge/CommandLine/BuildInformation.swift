// SPDX-License-Identifier: Apache-2.0

import CBuild
import Kafka

/// What `--version` tells, enough to build the same again.
enum BuildInformation {
    /// The commit that was built.
    static var commit: String {
        // Sound: the text is part of the program.
        unsafe String(cString: sg_build_commit())
    }

    /// Version of the compiler; it can only be asked whether it is at least some version.
    static var swiftVersion: String {
        #if compiler(>=6.4)
        "6.4 or newer"
        #elseif compiler(>=6.3.3)
        "6.3.3 or newer"
        #elseif compiler(>=6.3.2)
        "6.3.2"
        #elseif compiler(>=6.3.1)
        "6.3.1"
        #else
        "6.3"
        #endif
    }

    /// The first line is the program's version, for scripts.
    static var text: String {
        """
        streamgauge \(Program.version)
        commit \(commit)
        librdkafka \(KafkaLibrary.version)
        Swift \(swiftVersion)

        """
    }
}
