// SPDX-License-Identifier: Apache-2.0

import KPIs
import Pipeline
import Settings
import Sinks

/// Who is told of a daemon's alerts now, and who will be when the ones before are done.
///
/// Receivers begin only when no request to those before is under way: nobody is told the same by two
/// threads. Used by the main thread.
struct AlertTelling {
    private let engine: Engine
    private let server: DaemonServer
    private let generation: Int
    private var push: AlertPush?
    /// Who is told, or will be.
    private var alerts: Settings.Alerts
    /// Has receivers that wait for `push` to end; nil: none wait.
    private var next: Blueprint?

    /// Begins; call before the engine is started.
    init(_ blueprint: Blueprint, _ engine: Engine, generation: Int, server: DaemonServer) {
        (self.engine, self.server, self.generation) = (engine, server, generation)
        alerts = blueprint.settings.alerts
        push = AlertPush(blueprint, engine, generation: generation, server: server)
    }

    /// Tells the receivers of other settings from now on.
    mutating func change(to blueprint: Blueprint) {
        guard blueprint.settings.alerts != alerts else { return }
        alerts = blueprint.settings.alerts
        next = blueprint
        push?.stop()
        look()
    }

    /// Begins with new receivers when the old ones are done; call it about once a second.
    mutating func look() {
        guard let next, push?.hasEnded != false else { return }
        self.next = nil
        push = AlertPush(next, engine, generation: generation, server: server)
    }

    /// What is to be logged since the last call.
    func takeNotices() -> [PushNotice] { push?.takeNotices() ?? [] }

    /// Begins no further request.
    mutating func stop() {
        next = nil
        push?.stop()
    }
}
