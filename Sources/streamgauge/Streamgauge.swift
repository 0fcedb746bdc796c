// SPDX-License-Identifier: Apache-2.0

import Foundation

@main
struct Streamgauge {
    static func main() {
        // A reader that went away is an error of writing, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        let program = Program(
            commands: Command.all,
            environment: ProcessInfo.processInfo.environment
        )
        do throws(ProgramError) {
            try program.run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            StandardError.report(error)
            exit(error.code.rawValue)
        }
    }
}
