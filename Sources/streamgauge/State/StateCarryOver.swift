// SPDX-License-Identifier: Apache-2.0

import Pipeline
import Settings

/// Stored state as the definitions of the settings take it over, and what an operator must know of it.
struct StateCarryOver {
    /// What the engine is given.
    let configuration: StateConfiguration
    /// What does not go on as it was.
    private(set) var warnings: [String] = []

    /// KPIs that a sentence names.
    private static let mostNamed = 12

    /// Takes state over.
    ///
    /// - Parameters:
    ///   - stored: the newest that is whole; nil: nothing was ever stored.
    ///   - blueprint: the checked settings.
    /// - Throws: state that cannot be used.
    init(_ stored: StateLog.Stored?, to blueprint: Blueprint) throws(ProgramError) {
        let topic = blueprint.settings.stateTopic
        guard let stored else {
            configuration = StateConfiguration()
            return
        }
        do throws(StateError) {
            configuration = try StateConfiguration(
                from: stored.image,
                to: blueprint.aggregator,
                valueLimits: blueprint.valueLimits
            )
        } catch {
            guard error.reason == .otherDefinitions else {
                throw ProgramError(.data, "the state in \(topic) cannot be used: \(error)")
            }
            configuration = StateConfiguration()
            warnings.append(
                "\(error) (\(topic)): reading goes on where it stood, windows that are open begin "
                    + "anew and say that they are not complete"
            )
            return
        }
        if let report = configuration.report { warnings.append(Self.sentence(report, topic)) }
    }

    private static func sentence(_ report: CarryReport, _ topic: String) -> String {
        let fresh = report.freshKPIs
        let kept =
            "the state in \(topic) was counted by other definitions: \(report.kept) "
            + "combinations of KPI, windows and dimensions go on"
        guard !fresh.isEmpty else { return kept }
        let more = fresh.count > mostNamed ? " and \(fresh.count - mostNamed) more" : ""
        let names = fresh.prefix(mostNamed).joined(separator: ", ") + more
        return
            "\(kept); others begin anew, and say that they are not complete until they have seen "
            + "all of their windows: \(names)"
    }
}
