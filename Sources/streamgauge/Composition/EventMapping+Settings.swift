// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

extension Settings {
    /// Faults in what inputs add to their formats, which only the native event's words show.
    var mappingErrors: [SettingsError] {
        inputs.indices.flatMap { index in
            var reader = EventMappingReader(path: "inputs.\(index)")
            _ = reader.mapping(of: inputs[index])
            return reader.errors
        }
    }
}

extension EventMapping.Fault {
    /// What is wrong, behind the name of the setting.
    var sentence: String {
        switch self {
        case .noTime: "does not say where the time of events stands"
        case .noType: "does not say where the type of events stands"
        case .twoIDs: "has both `id` and `id_parts`"
        case .tooManyPaths(let count):
            "names \(count) different paths, and may name \(EventMapping.pathLimit)"
        case .nested(let path, let outer):
            "names \(path.quoted), which lies below \(outer.quoted), a value itself"
        case .contradictory(let paths):
            "names these paths in different orders: "
                + paths.prefix(4).map(\.quoted).joined(separator: ", ")
        }
    }

    /// What to do about it.
    var hint: String {
        switch self {
        case .noTime: "add `time: PATH`"
        case .noType: "add `type: PATH`, or `constants: { type: page_view }` where all are of one"
        case .twoIDs, .nested: "keep one of them"
        case .tooManyPaths: "remove those that no KPI needs"
        case .contradictory: "name them in one order in all fields"
        }
    }
}

extension TimeUnit {
    /// The unit that settings name.
    init(_ unit: InputTimeUnit) {
        self =
            switch unit {
            case .rfc3339: .text
            case .utc: .textUTC
            case .seconds: .seconds
            case .milliseconds: .milliseconds
            case .microseconds: .microseconds
            }
    }
}
