// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Receivers of alerts of one kind at most: each has a thread.
    static let mostReceivers = 8
    /// How much of a file of authorities is looked at, bytes.
    private static let mostAuthorityBytes = 1 << 20

    /// Faults of those who are told alerts; their secrets are sought only where they are needed.
    func alertErrors(for purpose: SettingsPurpose) -> [SettingsError] {
        var errors = countErrors("alerts.alertmanager", alerts.alertmanagers.map(\.url))
        errors += countErrors("alerts.webhook", alerts.webhooks.map(\.url))
        for (index, entry) in alerts.alertmanagers.enumerated() {
            let path = "alerts.alertmanager.\(index)"
            if entry.url?.hasQuery == true {
                errors.append(
                    error(
                        at: "\(path).url",
                        "`\(path).url` must be the address of an Alertmanager, without a query",
                        hint: "write http://HOST:PORT, and the prefix of its paths if it has one"
                    )
                )
            }
            errors += credentialErrors(entry, path)
            errors += authorityErrors(entry.caFile, entry.url, path, purpose)
            guard purpose == .daemon else { continue }
            if let file = entry.passwordFile { errors += fileErrors(file, "\(path).password_file") }
            if let file = entry.tokenFile { errors += fileErrors(file, "\(path).token_file") }
        }
        for (index, entry) in alerts.webhooks.enumerated() {
            let path = "alerts.webhook.\(index)"
            errors += authorityErrors(entry.caFile, entry.url, path, purpose)
            if let file = entry.secretFile {
                if purpose == .daemon { errors += fileErrors(file, "\(path).secret_file") }
            } else {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` has no `secret_file`",
                        hint: "make one with `openssl rand -hex 32` and add `secret_file: FILE`"
                    )
                )
            }
        }
        return errors
    }

    private func countErrors(_ path: String, _ urls: [ReceiverURL?]) -> [SettingsError] {
        var errors: [SettingsError] = []
        if urls.count > Self.mostReceivers {
            errors.append(
                error(
                    at: path,
                    "`\(path)` lists \(urls.count) receivers",
                    hint: "list at most \(Self.mostReceivers)"
                )
            )
        }
        var seen: Set<ReceiverURL> = []
        for (index, url) in urls.enumerated() {
            let path = "\(path).\(index)"
            guard let url else {
                // One that was written wrongly has its own error.
                if origins["\(path).url"] == nil {
                    errors.append(
                        error(at: path, "`\(path)` has no `url`", hint: "add `url: ADDRESS`")
                    )
                }
                continue
            }
            if !seen.insert(url).inserted {
                errors.append(
                    error(
                        at: "\(path).url",
                        "`\(path).url` is a receiver already (\(url))",
                        hint: "keep one"
                    )
                )
            }
        }
        return errors
    }

    private func credentialErrors(_ entry: Alertmanager, _ path: String) -> [SettingsError] {
        var errors: [SettingsError] = []
        if (entry.username == nil) != (entry.passwordFile == nil) {
            errors.append(
                error(
                    at: path,
                    "`\(path)` needs both or none of `username` and `password_file`",
                    hint: "add the one that is missing"
                )
            )
        }
        if entry.tokenFile != nil, entry.username != nil {
            errors.append(
                error(
                    at: "\(path).token_file",
                    "`\(path)` has both `token_file` and `username`",
                    hint: "keep one of them"
                )
            )
        }
        return errors
    }

    /// Faults of a file of authorities.
    private func authorityErrors(
        _ file: String?,
        _ url: ReceiverURL?,
        _ path: String,
        _ purpose: SettingsPurpose
    ) -> [SettingsError] {
        guard let file, let url else { return [] }
        let path = "\(path).ca_file"
        guard url.isEncrypted else {
            let message = "`\(path)` is of no use: the address is not https"
            return [error(at: path, message, hint: "write https://, or remove it")]
        }
        guard purpose == .daemon else { return [] }
        let reason: String
        do {
            let bytes = try SettingsFile.bytes(of: file, atMost: Self.mostAuthorityBytes)
            let isCertificate = ["CERTIFICATE", "TRUSTED CERTIFICATE"].contains {
                bytes.firstRange(of: Array("-----BEGIN \($0)-----".utf8)) != nil
            }
            if isCertificate { return [] }
            reason = "it holds no certificate in PEM"
        } catch {
            reason = error.reason
        }
        return [
            error(
                at: path,
                "`\(path)`: cannot use \(file.quoted): \(reason)",
                hint: "check the path, its permissions and its content"
            )
        ]
    }

    private func fileErrors(_ file: String, _ path: String) -> [SettingsError] {
        do {
            _ = try SettingsFile.secret(file)
            return []
        } catch {
            return [
                self.error(
                    at: path,
                    "`\(path)`: cannot read \(file.quoted): \(error.reason)",
                    hint: "check the path and its permissions"
                )
            ]
        }
    }
}
