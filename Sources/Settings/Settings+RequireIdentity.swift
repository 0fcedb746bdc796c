// SPDX-License-Identifier: Apache-2.0

public import YAMLText

extension Settings {
    /// The key that ids are hashed with, for commands that must not work with a fixed one.
    ///
    /// - Throws: An error with the line that makes a key, when there is none.
    public func requireIdentity() throws(SettingsError) -> IdentityKey {
        guard let key = identity.key else {
            throw error(
                at: "identity",
                "`identity` names no key to hash ids with",
                hint: "make one with `streamgauge check --init-key FILE` and set"
                    + " `identity: { key_file: FILE }`"
            )
        }
        return key
    }

    /// Reads the key from its file, when one is named.
    mutating func readIdentity() throws(SettingsErrors) {
        guard let file = identity.keyFile else { return }
        let path = "identity.key_file"
        guard identity.key == nil else {
            throw SettingsErrors(
                error(
                    at: path,
                    "`identity` has both `key` and `key_file`",
                    hint: "keep one of them"
                )
            )
        }
        let text: String
        do {
            text = try SettingsFile.secret(file)
        } catch {
            throw SettingsErrors(
                self.error(
                    at: path,
                    "`\(path)`: cannot read \(file.quoted): \(error.reason)",
                    hint: Self.hint(to: error, file)
                )
            )
        }
        guard let key = IdentityKey(hexadecimal: text) else {
            throw SettingsErrors(
                error(
                    at: path,
                    "\(file.quoted) must hold exactly \(IdentityKey.typeName)",
                    hint: IdentityKey.hint
                )
            )
        }
        identity.key = key
    }

    /// A key that is there must not be made anew: with another one nothing can be continued.
    private static func hint(to failure: SettingsFile.Failure, _ file: String) -> String {
        if failure.isMissing { return "make it with `streamgauge check --init-key \(file)`" }
        return failure.code == nil ? IdentityKey.hint : "check the path and its permissions"
    }
}
