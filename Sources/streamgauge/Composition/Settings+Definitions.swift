// SPDX-License-Identifier: Apache-2.0

import KPIs
import Settings
import YAMLText
import Windowing

extension Catalogue.Parameters {
    /// What settings say of sessions, attribution, money and traffic.
    init(_ settings: Settings) {
        self.init()
        engagedAfter = settings.sessions.engagedAfter.wholeMilliseconds
        sessionTimeout = settings.sessions.timeout.wholeMilliseconds
        appTimeout = settings.sessions.appTimeout.wholeMilliseconds
        cap = settings.sessions.cap.wholeMilliseconds
        attribution = settings.messages.attribution.wholeMilliseconds
        currency = settings.money.currency?.uppercased() ?? ""
        traffic = settings.trafficFingerprint
    }
}

extension PlanCompiler {
    /// A compiler of what settings select.
    ///
    /// - Throws: a target that cannot be read.
    init(
        _ settings: Settings,
        parameters: Catalogue.Parameters,
        definitions: Definitions,
        calendar: ZoneCalendar
    ) throws(TextError) {
        var selections: [KPISelection] = []
        for selection in settings.kpis { selections.append(try KPISelection(selection)) }
        self.init(
            selections: selections.isEmpty ? nil : selections,
            windows: settings.windows.map { WindowShape($0) },
            lateness: Dictionary(
                uniqueKeysWithValues: settings.time.lateness.listed.map {
                    ($0.key.wholeMilliseconds, $0.value.wholeMilliseconds)
                }
            ),
            parameters: parameters,
            definitions: definitions
        )
        self.calendar = calendar
    }
}

extension WindowShape {
    /// The shape that settings describe.
    init(_ window: Window) {
        self =
            switch window {
            case .tumbling(let size): .tumbling(size.wholeMilliseconds)
            case .sliding(let size, let hop):
                .sliding(size: size.wholeMilliseconds, hop: hop.wholeMilliseconds)
            case .week: .week
            case .month: .month
            }
    }
}

extension Definitions {
    /// The catalogue with what the files of the settings define.
    init(_ settings: Settings, _ errors: inout [SettingsError]) {
        self = .builtIn
        for (position, file) in settings.definitions.enumerated() {
            do throws(SettingsError) {
                errors += add(try settings.definitionText(position), file: file)
            } catch {
                errors.append(error)
            }
        }
    }
}

extension KPIs.KPISelection {
    /// What settings ask of one KPI.
    ///
    /// - Throws: a target that cannot be read.
    init(_ selection: Settings.KPISelection) throws(TextError) {
        self.init(
            selection.id,
            by: selection.by,
            windows: selection.windows.isEmpty ? nil : selection.windows.map { WindowShape($0) },
            expect: selection.expect,
            target: try selection.target.map { mapping throws(TextError) in
                try TargetDraft(mapping.node)
            }
        )
    }
}
