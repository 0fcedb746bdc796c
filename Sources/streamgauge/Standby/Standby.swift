// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// A process on its way to lead its application: it follows the state while another one leads.
///
/// Used by the main thread.
final class Standby {
    /// How long one round reads the state, ms; the time between two looks at the seat.
    private static let round: Int64 = 300
    /// How often progress is told, ms.
    private static let reportInterval: Int64 = 2_000

    /// The place in the group, to be kept and given back.
    let seat: Seat
    private var tail: StateTail
    private let server: DaemonServer
    private let log: Log
    private let began = SystemClock.monotonic
    private var lastReport = SystemClock.monotonic
    private var leader: String?

    /// A process that has just come; the topic of the state exists.
    init(_ blueprint: Blueprint, _ server: DaemonServer, _ log: Log) throws(ProgramError) {
        let settings = blueprint.settings
        self.server = server
        self.log = log
        tail = StateTail(
            topic: settings.stateTopic,
            application: settings.application,
            properties: blueprint.kafka
        )
        do throws(KafkaError) {
            seat = try Seat(
                blueprint.kafka,
                application: settings.application,
                topic: settings.stateTopic,
                sessionMilliseconds: Int(settings.state.session.wholeMilliseconds)
            )
        } catch {
            throw ProgramError(error)
        }
    }

    /// What was read of the state so far.
    var place: StateTail.Place { tail.place }

    /// Waits until this process leads, and has read what was stored by then.
    ///
    /// - Parameter control: ends the waiting, and is told that it goes on.
    /// - Returns: false: told to stop, or to begin anew.
    /// - Throws: what cannot pass by itself.
    func wait(_ control: ProcessControl) throws(ProgramError) -> Bool {
        while true {
            try tail.follow(withinMilliseconds: Self.round)
            let outcome = try look()
            switch outcome {
            case .taken where tail.progress == 1:
                control.link.takingOver()
                return true
            case .taken, .asked:
                tellProgress()
                control.link.starting("reads the stored state, \(percent) %")
            case .renewed(let reason):
                log.warning("asks anew for its place in the group", [("cause", reason)])
            case .occupied(let host):
                standBy(behind: host)
                control.link.ready(
                    "stands by: a process at \(host) leads; state read: \(percent) %"
                )
                control.link.live()
            }
            guard control.pause(milliseconds: 50) else {
                seat.leave()
                return false
            }
        }
    }

    private var percent: Int { Int(tail.progress * 100) }

    private func look() throws(ProgramError) -> Seat.Outcome {
        do throws(KafkaError) {
            return try seat.take()
        } catch {
            throw ProgramError(error)
        }
    }

    private func standBy(behind host: String) {
        guard leader != host else { return }
        leader = host
        server.standBy("standing by: a process at \(host) leads the application")
        log.info(
            "stands by and follows the state",
            [("leader", host), ("http", "\(server.address)/readyz")]
        )
    }

    private func tellProgress() {
        let now = SystemClock.monotonic
        guard tail.progress < 1, now - lastReport >= Self.reportInterval else { return }
        lastReport = now
        let elapsed = Double(now - began) / 1_000
        let left = tail.progress > 0 ? elapsed / tail.progress - elapsed : 0
        log.info(
            "reads the stored state",
            [
                ("percent", "\(percent)"),
                ("seconds_left", "\(Int(left.rounded(.up)))"),
            ]
        )
    }
}
