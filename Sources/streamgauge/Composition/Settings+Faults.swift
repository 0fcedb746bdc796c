// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Settings
import YAMLText

extension Settings {
    /// An error of the compiler with the place of the setting that caused it.
    func located(_ error: PlanError) -> SettingsError {
        // The compiler's sentence says what to do behind its first semicolon.
        let parts = error.description.split(separator: "; ", maxSplits: 1).map(String.init)
        let hint =
            error.reason == .windowNotSuitable
            ? "name others, or none to have those that suit" : "change or remove it"
        return SettingsError(
            message: parts[0],
            location: error.location ?? self.error(at: path(of: error), "", hint: "").location,
            hint: parts.count > 1 ? parts[1] : hint
        )
    }

    private func path(of error: PlanError) -> String {
        guard let selection = error.selection else {
            return switch error.reason {
            case .engagedAfterTooLong: "sessions.engaged_after"
            case .tooManyWindows: "windows"
            default: "kpis"
            }
        }
        let path = "kpis.\(selection)"
        return switch error.reason {
        case .unknownKPI, .repeatedKPI, .noWindow: "\(path).id"
        case .unknownDimension, .tooManyDimensions: "\(path).by"
        case .windowNotConfigured, .windowNotSuitable: "\(path).windows"
        case .expectedNotGrouped: "\(path).expect"
        case .unsuitableTarget: "\(path).target"
        case .engagedAfterTooLong, .tooManyWindows, .tooManyMeasures: path
        }
    }

    /// That nothing follows persons from stage to stage, though it is to be told.
    func transitionErrors(_ plan: Plan) -> [SettingsError] {
        let facts: [FactKind] = [.stageReached, .stageEntered, .stageAdvanced]
        guard output.transitionsTopic != nil, plan.types(of: facts) == 0 else { return [] }
        let path = "output.transitions_topic"
        return [
            error(
                at: path,
                "`\(path)` is set, but no selected KPI follows persons from stage to stage",
                hint: "add one to `kpis`, such as `journey.experience_to_trust`, or remove this"
            )
        ]
    }

    /// Kafka properties that the client library does not know.
    var unknownKafkaProperties: [SettingsError] {
        let known = Set(PropertyCatalog.names)
        return kafka.filter { !known.contains($0.name) }.map { property in
            let nearest = PropertyCatalog.nearest(to: property.name)
            return error(
                at: "kafka.\(property.name)",
                "the Kafka client has no property `\(property.name)`",
                hint: nearest.map { "did you mean `\($0)`?" }
                    ?? "remove it, or look it up in CONFIGURATION.md of librdkafka"
            )
        }
    }
}
