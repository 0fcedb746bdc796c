// SPDX-License-Identifier: Apache-2.0

public import YAMLText

extension Settings {
    /// The bytes of a file under `definitions`; blocks while it is read.
    ///
    /// - Parameter position: Its position in `definitions`.
    /// - Returns: At most one byte more than a text may have.
    /// - Throws: That it cannot be read, with the place where it is named.
    public func definitionText(_ position: Int) throws(SettingsError) -> [UInt8] {
        let path = definitions[position]
        do {
            return try SettingsFile.bytes(of: path, atMost: YAMLReader.maximumBytes)
        } catch {
            throw self.error(
                at: "definitions.\(position)",
                "cannot read \(path.quoted): \(error.reason)",
                hint: "name a readable file with definitions of KPIs"
            )
        }
    }
}

extension Settings {
    /// The bytes of a YAML file that is no settings file, such as one with tests; blocks.
    ///
    /// - Parameter path: The file.
    /// - Returns: At most one byte more than a text may have.
    /// - Throws: That it cannot be read.
    public static func text(of path: String) throws(SettingsError) -> [UInt8] {
        do {
            return try SettingsFile.bytes(of: path, atMost: YAMLReader.maximumBytes)
        } catch {
            throw SettingsError(
                message: "cannot read \(path.quoted): \(error.reason)",
                hint: "name a readable file"
            )
        }
    }
}
