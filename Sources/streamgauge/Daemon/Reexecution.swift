// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Glibc

/// Beginning a program anew in the process that it runs in: number, parent, arguments, environment and open
/// outputs stay, memory, threads and connections do not.
///
/// Nothing of the state is handed over: it is read from its topic as after any start.
enum Reexecution {
    /// Replaces the program by itself.
    ///
    /// The file is the one that the program was started from, or what has taken its place since.
    ///
    /// - Returns: why that failed; otherwise it does not return.
    /// - Note: thread: main. Blocked signals stay blocked and are heard by the program anew.
    static func run() -> ProgramError {
        let failure = unsafe sg_reexecute(CommandLine.unsafeArgv)
        let reason = unsafe String(cString: strerror(failure))
        return ProgramError(.unavailable, "the program cannot be begun anew: \(reason)")
    }
}
