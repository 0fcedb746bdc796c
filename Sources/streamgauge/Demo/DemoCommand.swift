// SPDX-License-Identifier: Apache-2.0

/// The whole product on an embedded broker.
enum DemoCommand {
    /// Runs until the process is told to stop or the duration has passed.
    static func run(port: UInt16?, rate: Int?, duration: Duration?) throws(ProgramError) {
        throw ProgramError(.software, "demo is not built in")
    }
}
