// SPDX-License-Identifier: Apache-2.0

/// A command of the program: how it is called, what it says of itself, and what it does.
struct Command: Sendable {
    /// The word that calls it.
    let name: String
    /// What it does, in half a line.
    let summary: String
    /// Ways to call it, without the program's name.
    let synopses: [String]
    /// What it does, in full lines for the terminal.
    let details: String
    /// Its options; `--help` is understood besides.
    let options: [CommandOption]
    /// What an operand is called in messages; nil: there are none.
    var operand: String?
    /// Calls that work, each with what it is good for.
    var examples: [Example] = []
    /// Does it.
    let run: @Sendable (Arguments) throws(ProgramError) -> Void

    /// A call that works.
    struct Example: Sendable {
        /// The call, without the program's name.
        let call: String
        /// What it is good for.
        let purpose: String
    }
}
