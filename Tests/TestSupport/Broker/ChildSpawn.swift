// SPDX-License-Identifier: Apache-2.0

import CChildSpawn
import Glibc

/// Starts programs without anything of the tests but what they are given.
enum ChildSpawn {
    /// Starts a program.
    ///
    /// - Parameters:
    ///   - words: the path of the executable and the arguments.
    ///   - environment: all of it.
    ///   - folder: where it runs.
    ///   - descriptors: its standard input, output and error.
    /// - Returns: the number of the process, which the caller must wait for.
    /// - Throws: `ChildProcess.Failure` when it cannot be started.
    static func start(
        _ words: [String],
        environment: [String: String],
        folder: String,
        descriptors: [Int32]
    ) throws(ChildProcess.Failure) -> pid_t {
        var process: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let code = unsafe withTexts(words) { words in
            unsafe withTexts(variables) { variables in
                unsafe sg_spawn(words, variables, folder, descriptors, &process)
            }
        }
        guard code == 0 else {
            throw ChildProcess.Failure(
                description: "cannot start \(words[0]) in \(folder): error \(code) of the system"
            )
        }
        return process
    }

    /// The texts as C wants them, while the body runs.
    private static func withTexts<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = unsafe texts.map { unsafe strdup($0) }
        unsafe pointers.append(nil)
        // Sound: freed after the body, which does not keep them.
        defer { unsafe pointers.forEach { unsafe free($0) } }
        return unsafe body(pointers)
    }
}
