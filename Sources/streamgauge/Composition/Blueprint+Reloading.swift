// SPDX-License-Identifier: Apache-2.0

import Settings

extension Blueprint {
    /// The settings of a command line, with everything checked that can be without a broker.
    ///
    /// - Parameters:
    ///   - arguments: of a command that works on a daemon's topics.
    ///   - tellsMemory: whether limits that do not fit are shown one by one, too.
    /// - Returns: the checked settings.
    /// - Throws: what `check` would tell.
    static func forDaemon(
        _ arguments: Arguments,
        tellsMemory: Bool = false
    ) throws(ProgramError) -> Blueprint {
        let blueprint = try checked(try arguments.settings(for: .daemon))
        if tellsMemory, !blueprint.memoryErrors.isEmpty {
            StandardError.write(blueprint.budget.text)
        }
        let faults = blueprint.memoryErrors + blueprint.clientErrors
        if let errors = SettingsErrors(faults) { throw ProgramError(errors) }
        return blueprint
    }

    /// What another one has otherwise and a running daemon does not take over at once.
    func unreloadable(in new: Blueprint) -> [SettingsChange] {
        var changes = settings.changes(to: new.settings).filter { !$0.isReloadable }
        func note(_ file: String) {
            guard !changes.contains(where: { $0.path == file }) else { return }
            changes.append(
                SettingsChange(path: file, old: "as it was read", new: "other content")
            )
        }
        if bots != new.bots { note("bots.agents") }
        if definitionsHash != new.definitionsHash, !isReadAlikeAgain { note("definitions") }
        return changes
    }

    /// Whether the files that `definitions` names still say what they said.
    private var isReadAlikeAgain: Bool {
        (try? Blueprint(settings, identity: identity))?.definitionsHash == definitionsHash
    }
}
