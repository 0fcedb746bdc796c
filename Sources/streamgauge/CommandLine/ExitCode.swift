// SPDX-License-Identifier: Apache-2.0

/// What the process says about itself when it ends: the numbers of `sysexits.h`.
enum ExitCode: Int32, Sendable, CaseIterable {
    /// All went well.
    case success = 0
    /// A test of definitions failed.
    case failure = 1
    /// The command line is wrong.
    case usage = 64
    /// Input data cannot be used.
    case data = 65
    /// No broker can be reached.
    case unavailable = 69
    /// A fault of the program itself.
    case software = 70
    /// Reading or writing failed.
    case io = 74
    /// The settings are wrong.
    case settings = 78
}
