// SPDX-License-Identifier: Apache-2.0

import HTTPAPI
import Pipeline
import Settings

/// What the main thread of a daemon hears and tells besides its work: signals, the service manager, and
/// settings that are read again.
///
/// Used by the main thread.
final class ProcessControl {
    /// The settings in effect.
    private(set) var blueprint: Blueprint
    /// Whether the process is to begin anew once it has ended in order, to take over settings.
    private(set) var beginsAnew = false
    /// The service manager.
    var link: ServiceLink
    /// Is told what happens.
    let log: Log
    private var signals: SignalWatch
    private let read: () throws(ProgramError) -> Blueprint
    private let reloads: ReloadCounts

    /// Control of a process.
    ///
    /// - Parameters:
    ///   - blueprint: the settings at the start.
    ///   - read: reads and checks the settings again.
    ///   - signals: taken since before the first thread began.
    ///   - link: to the service manager.
    ///   - log: is told what happens; its level follows the settings.
    ///   - reloads: counts how often they were read again.
    init(
        _ blueprint: Blueprint,
        read: @escaping () throws(ProgramError) -> Blueprint,
        signals: SignalWatch,
        link: ServiceLink,
        log: Log,
        reloads: ReloadCounts
    ) {
        self.blueprint = blueprint
        self.read = read
        self.signals = signals
        self.link = link
        self.log = log
        self.reloads = reloads
    }

    /// Waits, no longer than a time; when settings are to be read again, that is done.
    ///
    /// - Returns: false: the process is to end, and where `beginsAnew` is set to begin again.
    func pause(milliseconds: Int) -> Bool {
        switch signals.next(withinMilliseconds: milliseconds) {
        case nil: return true
        case .stop: return false
        case .reload:
            reload()
            return !beginsAnew
        }
    }

    /// Whether the process was told to end since it was last asked; it is not told anything else then.
    ///
    /// For who is about to begin anew, and reads the settings anyway.
    func isToldToEnd() -> Bool {
        while let request = signals.next(withinMilliseconds: 0) {
            if case .stop = request { return true }
        }
        return false
    }

    /// From now on the next signal ends the process at once.
    func endOnNextSignal() { signals.restoreDefaults() }

    /// Reads the settings again; what cannot be used changes nothing.
    func reload() {
        link.reloading()
        // Who begins anew is ready again later.
        defer { if !beginsAnew { link.reloaded() } }
        do throws(ProgramError) {
            let new = try read()
            _ = try new.examinedHTTP()
            let faults = blueprint.reloaded(from: new).memoryErrors
            if let errors = SettingsErrors(faults) { throw ProgramError(errors) }
            take(new)
            reloads.succeed(at: SystemClock.wall / 1_000)
        } catch {
            // As `check` tells it, each fault in a line of its own.
            for fault in error.description.split(separator: "\n") { log.error(String(fault)) }
            log.error("the settings were not read again: everything stays as it was")
            reloads.fail()
        }
    }

    private func take(_ new: Blueprint) {
        let old = blueprint
        let taken = old.settings.changes(to: new.settings).filter(\.isReloadable)
        let others = old.unreloadable(in: new)
        // With what needs a restart nothing is taken over that would bring it along.
        beginsAnew = !others.isEmpty && others.allSatisfy(\.isTakenAnew)
        let (anew, waiting) = beginsAnew ? (others, []) : ([], others)
        blueprint = old.reloaded(from: new)
        let effective = beginsAnew ? new.settings : blueprint.settings
        // What changes is told at the lower of both levels.
        let levels = [old.settings.log.level, new.settings.log.level]
        log.set(level: LogLevel.allCases.first(where: levels.contains) ?? .info)
        for change in taken { log.info("taken over from the settings", change.fields) }
        for change in anew {
            log.info("taken over from the settings by beginning anew", change.fields)
        }
        for change in waiting {
            log.warning("changed in the settings, needs restart", change.fields)
        }
        log.info(
            "the settings were read again",
            [
                ("taken_over", "\(taken.count + anew.count)"),
                ("need_restart", "\(waiting.count)"),
                ("settings", StartBanner.fingerprint(effective)),
            ]
        )
        log.set(level: new.settings.log.level)
    }
}

extension SettingsChange {
    /// What the log tells of it; no secret is in it.
    fileprivate var fields: [(String, String)] {
        [("key", path), ("old", old.isEmpty ? "none" : old), ("new", new.isEmpty ? "none" : new)]
    }
}
