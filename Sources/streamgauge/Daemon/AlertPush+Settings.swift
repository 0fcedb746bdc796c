// SPDX-License-Identifier: Apache-2.0

import KPIs
import Pipeline
import Settings
import Sinks

extension AlertPush {
    /// Tells the receivers of the settings what an engine commits; nil: there are none.
    ///
    /// Call before the engine is started, or when the one before has ended.
    convenience init?(
        _ blueprint: Blueprint,
        _ engine: Engine,
        generation: Int,
        server: DaemonServer
    ) {
        let settings = blueprint.settings
        let receivers = PushReceiver.all(settings.alerts)
        guard let alerts = engine.alerts else { return nil }
        guard !receivers.isEmpty else {
            // Of receivers that are gone nothing is kept in the state.
            alerts.receivers.register([PushReceiver]())
            return nil
        }
        // Who cannot commit for longer than a session may have been superseded.
        let lease = settings.state.commit + settings.state.session
        self.init(
            receivers,
            of: alerts,
            origin: Origin(
                application: settings.application,
                generation: generation,
                address: server.url,
                leaseMilliseconds: lease.wholeMilliseconds
            ),
            surroundings: Surroundings(
                monotonic: { SystemClock.monotonic },
                wall: { SystemClock.wall },
                sleep: { SystemClock.sleep(milliseconds: $0) },
                start: { PipelineThread(name: $0, run: $1).detach() },
                commits: { [port = engine.port] in port.hasFailed ? nil : port.committedCount }
            )
        )
    }
}

extension PushReceiver {
    /// The receivers of the settings, which are checked.
    static func all(_ settings: Settings.Alerts) -> [PushReceiver] {
        var names: [String: Int] = [:]
        func name(_ kind: Kind, _ url: ReceiverURL) -> String {
            let name = "\(kind.rawValue)/\(url.authority)"
            let number = names[name, default: 0] + 1
            names[name] = number
            return number == 1 ? name : "\(name)#\(number)"
        }
        let alertmanagers = settings.alertmanagers.compactMap { entry in
            entry.url.map { url in
                PushReceiver(
                    kind: .alertmanager,
                    url: url.text.hasSuffix("/") ? String(url.text.dropLast()) : url.text,
                    name: name(.alertmanager, url),
                    credentials: Credentials(entry),
                    caFile: entry.caFile
                )
            }
        }
        let webhooks = settings.webhooks.compactMap { entry in
            entry.url.map { url in
                PushReceiver(
                    kind: .webhook,
                    url: url.text,
                    name: name(.webhook, url),
                    credentials: entry.secretFile.map { .signature(file: $0) } ?? .none,
                    caFile: entry.caFile
                )
            }
        }
        return alertmanagers + webhooks
    }
}

extension PushReceiver.Credentials {
    fileprivate init(_ entry: Settings.Alertmanager) {
        if let file = entry.tokenFile {
            self = .token(file: file)
        } else if let user = entry.username, let file = entry.passwordFile {
            self = .password(user: user, file: file)
        } else {
            self = .none
        }
    }
}

extension Log {
    /// Tells how it goes to tell a receiver of alerts.
    func tell(_ notice: PushNotice) {
        let fields = [("receiver", notice.receiver)]
        if notice.isTrouble {
            warning("alerts cannot be told: \(notice.text)", fields)
        } else {
            info("alerts: \(notice.text)", fields)
        }
    }
}
