// SPDX-License-Identifier: Apache-2.0

/// The daemon.
enum RunCommand {
    /// Runs until the process is told to stop.
    static func run(_ blueprint: Blueprint) throws(ProgramError) {
        throw ProgramError(.software, "run is not built in")
    }
}
