// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Reads settings: command line over environment over file over defaults.
    ///
    /// Blocks while it reads the file and the files of secrets; call it before threads start.
    ///
    /// - Parameters:
    ///   - file: The YAML file; nil reads none.
    ///   - overrides: What followed each `--set`: `path=value`. A later one wins.
    ///   - environment: All variables; those named `STREAMGAUGE_…` set keys, any may be used as
    ///     `${NAME}`. Variables that Kubernetes sets for services are left alone.
    ///   - purpose: What is required.
    /// - Returns: Valid settings.
    /// - Throws: Every fault that could be found.
    public static func load(
        file: String?,
        overrides: [String] = [],
        environment: [String: String] = [:],
        for purpose: SettingsPurpose = .daemon
    ) throws(SettingsErrors) -> Settings {
        var loader = SettingsLoader(environment: environment)
        if let file {
            do {
                let bytes = try SettingsFile.bytes(of: file, atMost: YAMLReader.maximumBytes)
                loader.read(bytes, name: file)
            } catch {
                throw SettingsErrors(
                    SettingsError(
                        message: "cannot read \(file.quoted): \(error.reason)",
                        hint: "name a readable file with --config"
                    )
                )
            }
        }
        loader.apply(arguments: overrides)
        return try loader.settings(for: purpose)
    }

    /// Reads settings from a text instead of a file, which errors call by the name.
    ///
    /// The rest is as in ``load(file:overrides:environment:for:)``.
    public static func parse(
        _ text: String,
        name: String = "streamgauge.yaml",
        overrides: [String] = [],
        environment: [String: String] = [:],
        for purpose: SettingsPurpose = .daemon
    ) throws(SettingsErrors) -> Settings {
        try parse(
            Array(text.utf8),
            name: name,
            overrides: overrides,
            environment: environment,
            for: purpose
        )
    }

    /// Reads settings from the bytes of a text, which may be invalid UTF-8.
    ///
    /// The rest is as in ``load(file:overrides:environment:for:)``.
    public static func parse(
        _ bytes: [UInt8],
        name: String,
        overrides: [String] = [],
        environment: [String: String] = [:],
        for purpose: SettingsPurpose = .daemon
    ) throws(SettingsErrors) -> Settings {
        var loader = SettingsLoader(environment: environment)
        loader.read(bytes, name: name)
        loader.apply(arguments: overrides)
        return try loader.settings(for: purpose)
    }
}
