// SPDX-License-Identifier: Apache-2.0

import CPlatform
import FoundationEssentials
import Glibc

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
            sg_leave(0)
        } catch {
            StandardError.report(error)
            // The client library may still shake hands in threads of its own: seen to crash in
            // OpenSSL while `exit` took that apart.
            sg_leave(error.code.rawValue)
        }
    }
}
