// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Puts the layers of the settings on each other and collects their faults.
struct SettingsLoader {
    private let environment: [String: String]
    private var root: YAMLNode?
    private var errors: [SettingsError] = []

    init(environment: [String: String]) {
        self.environment = environment
    }

    /// The lowest layer: the file, its `${NAME}` replaced.
    mutating func read(_ bytes: [UInt8], name: String) {
        do {
            var reader = try YAMLReader(bytes, place: .file(name: name))
            var interpolation = Interpolation(environment: environment)
            root = interpolation.apply(to: try reader.read())
            errors += reader.errors + interpolation.errors
        } catch {
            errors.append(error)
        }
    }

    /// The upper layers: the environment, then the command line.
    mutating func apply(arguments: [String]) {
        let (variables, faults) = EnvironmentNames.overrides(in: environment)
        errors += faults
        for variable in variables { apply(variable) }
        for argument in arguments {
            do {
                var interpolation = Interpolation(environment: environment)
                let override = try Override(argument: argument)
                apply(override.mapping { interpolation.apply(to: $0) })
                errors += interpolation.errors
            } catch {
                errors.append(error)
            }
        }
    }

    private mutating func apply(_ override: Override) {
        do {
            root = try override.apply(to: root)
        } catch {
            errors.append(error)
        }
    }

    /// The settings that the layers make.
    func settings(for purpose: SettingsPurpose) throws(SettingsErrors) -> Settings {
        var settings = Settings()
        var decoder = SettingsDecoder()
        decoder.errors = errors
        if let root { decoder.decode(root, at: "", Settings.keys, into: &settings) }
        settings.origins = decoder.origins
        // Without a file the root is where the first override made it: no place to point at.
        if case .file? = root?.location {} else { settings.origins[""] = nil }
        if let failure = SettingsErrors(decoder.errors) { throw failure }
        try settings.readIdentity()
        if purpose == .offline, settings.application.isEmpty { settings.application = "offline" }
        try settings.validate(for: purpose)
        return settings
    }
}
