// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Keys that a running daemon takes over at once when it reads its settings again.
    ///
    /// Targets and rules are taken over by beginning anew (`SettingsChange.isTakenAnew`); the others need a
    /// restart. Those that change what is counted are none of either: state is counted by the definitions it
    /// began with.
    public static let reloadable = ["alerts.alertmanager", "alerts.webhook", "log.level"]

    /// What other settings have otherwise, in the order of the reference; where it was written aside.
    ///
    /// A secret that changed is a change from mask to mask.
    public func changes(to new: Settings) -> [SettingsChange] {
        Self.keys.changes(from: self, to: new, at: "")
    }

    /// These settings with the values of others where a running daemon takes them over.
    public func reloaded(from new: Settings) -> Settings {
        var settings = self
        settings.alerts.alertmanagers = new.alerts.alertmanagers
        settings.alerts.webhooks = new.alerts.webhooks
        settings.log.level = new.log.level
        return settings
    }
}
