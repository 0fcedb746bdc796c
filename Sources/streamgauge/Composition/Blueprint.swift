// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Settings
import Windowing
import YAMLText

/// Everything that follows from the settings alone, checked, before anything is started.
///
/// `run`, `demo`, `replay` and `check` are made from it, so that they cannot differ in what they
/// count.
struct Blueprint: Sendable {
    /// What the user set, and what of it was taken over since.
    private(set) var settings: Settings
    /// The key that ids are hashed with.
    let identity: Events.IdentityKey
    /// What settings change in the meaning of KPIs.
    let parameters: Catalogue.Parameters
    /// The compiled definitions.
    let plan: Plan
    /// Rules for alerts beside targets.
    let rules: [AlertRule]
    /// The agents of programs.
    let bots: BotAgents
    /// Properties of every Kafka client.
    let kafka: KafkaProperties

    /// Checks and compiles settings.
    ///
    /// - Parameters:
    ///   - settings: what the user set.
    ///   - identity: nil: the settings' key, which must then be there.
    /// - Throws: faults that only the catalogue and the client library know, each with its place.
    init(_ settings: Settings, identity: Events.IdentityKey? = nil) throws(SettingsErrors) {
        let parameters = Catalogue.Parameters(settings)
        var errors = settings.unknownKafkaProperties
        let known = errors.count
        let definitions = Definitions(settings, &errors)
        // A KPI that nobody knows because its definition is faulty would be a second fault.
        let isSound = errors.count == known
        let calendar = ZoneCalendar(settings, &errors)
        let plan =
            isSound ? Self.plan(settings, parameters, definitions, calendar, &errors) : nil
        errors += settings.unknownTableFields + settings.mappingErrors
        if let plan { errors += settings.transitionErrors(plan) }
        let rules = plan.map { settings.alertRules($0, &errors) } ?? []
        let identity = identity ?? Self.identity(settings, &errors)
        let bots = Self.bots(settings, &errors)
        if let errors = SettingsErrors(errors) { throw errors }
        guard let plan, let identity else { preconditionFailure("a fault without an error") }
        self.settings = settings
        self.identity = identity
        self.parameters = parameters
        self.plan = plan
        self.rules = rules
        self.bots = bots
        // The library asks for the group of every consumer, also of those that never join one: with a
        // group of another name its right would be needed as well.
        let group = [("group.id", settings.application)]
        kafka = Dictionary(group + settings.kafka.map { ($0.name, $0.value) }) { _, last in last }
    }

    /// This one with what a running daemon takes over of another.
    ///
    /// Nothing that was compiled or read from files is made anew.
    func reloaded(from new: Blueprint) -> Blueprint {
        var blueprint = self
        blueprint.settings = settings.reloaded(from: new.settings)
        return blueprint
    }

    private static func plan(
        _ settings: Settings,
        _ parameters: Catalogue.Parameters,
        _ definitions: Definitions,
        _ calendar: ZoneCalendar,
        _ errors: inout [SettingsError]
    ) -> Plan? {
        do throws(TextError) {
            let compiler = try PlanCompiler(
                settings,
                parameters: parameters,
                definitions: definitions,
                calendar: calendar
            )
            do throws(PlanError) {
                return try compiler.compile()
            } catch {
                throw settings.located(error)
            }
        } catch {
            errors.append(error)
            return nil
        }
    }

    private static func bots(_ settings: Settings, _ errors: inout [SettingsError]) -> BotAgents {
        do throws(SettingsError) {
            return try settings.botAgents()
        } catch {
            errors.append(error)
            return .builtIn
        }
    }

    private static func identity(
        _ settings: Settings,
        _ errors: inout [SettingsError]
    ) -> Events.IdentityKey? {
        do throws(SettingsError) {
            let key = try settings.requireIdentity()
            return Events.IdentityKey(low: key.low, high: key.high)
        } catch {
            errors.append(error)
            return nil
        }
    }
}
