// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Pipeline
import Settings
import YAMLText

/// `streamgauge state`.
enum StateCommand {
    private static let actions = ["show", "verify", "reset"]
    /// 2000-01-01T00:00:00Z, ms.
    private static let earliestTime: Int64 = 946_684_800_000

    /// Does what the one operand says.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        guard arguments.operands.count == 1, let action = arguments.operands.first,
            actions.contains(action)
        else {
            let words = arguments.operands.joined(separator: " ")
            throw .usage(
                "state needs one of \(actions.joined(separator: ", ")), not '\(words)'; "
                    + "'streamgauge state --help' tells more"
            )
        }
        _ = try arguments.required(CommandOption.config.name, "--config FILE")
        try refuseForeignOptions(arguments, action)
        let position = action == "reset" ? try position(arguments) : nil
        let blueprint = try Blueprint.forDaemon(arguments)
        switch action {
        case "show": try show(blueprint, arguments)
        case "verify": try verify(blueprint, arguments)
        default: try reset(blueprint, to: position ?? .latest, isConfirmed: arguments.has("yes"))
        }
    }

    private static func show(_ blueprint: Blueprint, _ arguments: Arguments) throws(ProgramError) {
        let summary = StateSummary(try StateReading(blueprint), now: SystemClock.wall)
        try StandardOutput.write(arguments.has("json") ? try json(summary) : summary.text)
    }

    private static func verify(
        _ blueprint: Blueprint,
        _ arguments: Arguments
    ) throws(ProgramError) {
        let verification = try StateVerification(try StateReading(blueprint))
        let text = arguments.has("json") ? try json(verification.findings) : verification.text
        try StandardOutput.write(text)
        guard verification.faultCount > 0 else { return }
        let name = blueprint.settings.application
        throw ProgramError(
            .data,
            "the state of \(name) is not sound: \(verification.faultCount) faults, see above"
        )
    }

    private static func reset(
        _ blueprint: Blueprint,
        to position: ConfiguredStart,
        isConfirmed: Bool
    ) throws(ProgramError) {
        let reset = try StateReset(blueprint, to: position)
        try reset.refuseWhileRunning()
        if !isConfirmed { try confirm(reset, blueprint.settings.application) }
        try StandardOutput.write(try reset.write())
    }

    /// Asks a person; only the whole word counts.
    private static func confirm(
        _ reset: StateReset,
        _ application: String
    ) throws(ProgramError) {
        guard isatty(STDIN_FILENO) == 1 else {
            throw .usage("reset asks for confirmation, but there is no terminal; add --yes")
        }
        let generation = reset.generation(now: SystemClock.wall)
        StandardError.write(
            """
            All that \(application) has counted in windows that are open is given up
            (generation \(reset.former.generation), commit \(reset.former.sequence)). Generation \
            \(generation) begins at \(StateReset.text(reset.position)):
            \(reset.inputs.count) input partitions are read from there.
            Type yes to do it:\u{20}
            """
        )
        guard readLine() == "yes" else { throw .usage("not confirmed; nothing was reset") }
    }

    private static func refuseForeignOptions(
        _ arguments: Arguments,
        _ action: String
    ) throws(ProgramError) {
        let foreign = action == "reset" ? ["json"] : ["to", "yes"]
        guard let option = foreign.first(where: arguments.has) else { return }
        throw .usage("--\(option) does not go with \(action); leave it out")
    }

    private static func position(_ arguments: Arguments) throws(ProgramError) -> ConfiguredStart {
        let text = try arguments.required("to", "--to TIME, --to earliest or --to latest")
        let wrong = ProgramError.usage(
            "--to must be earliest, latest or a time of this century up to now, not '\(text)'; write "
                + "RFC 3339, such as 2026-01-01T00:00:00Z, or whole milliseconds"
        )
        // The settings' reader of times serves here too.
        let settings: Settings
        do throws(SettingsErrors) {
            settings = try Settings.parse("", overrides: ["start=\(text)"], for: .offline)
        } catch {
            throw wrong
        }
        // Seconds taken for ms lie in 1970, and behind a watermark of the future all is late.
        guard case .time(let time) = settings.start else { return settings.start }
        guard time >= earliestTime, time <= SystemClock.wall else { throw wrong }
        return settings.start
    }

    private static func json(_ value: some Encodable) throws(ProgramError) -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            throw ProgramError(.software, "the answer cannot be written as JSON")
        }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
