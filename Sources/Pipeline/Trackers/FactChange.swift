// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Turns "this fact held before, that one holds now" into what has to be counted.
enum FactChange {
    /// Applies the difference between a fact before and after an event; nil: it does not hold.
    @inline(__always)
    static func apply(_ before: Fact?, _ after: Fact?, to panes: inout PaneStore) {
        switch (before, after) {
        case (nil, nil): return
        case (nil, let after?): _ = panes.add(after)
        case (let before?, nil): _ = panes.takeBack(before)
        case (let before?, let after?):
            if before != after { _ = panes.move(before, to: after) }
        }
    }

    /// The same for a fact that can be taken back and said again later.
    ///
    /// - Parameters:
    ///   - before: the fact that held.
    ///   - after: the fact that holds.
    ///   - stuck: pane classes that could not take the fact back; they keep what they counted and
    ///     take no more of it.
    ///   - panes: where facts are counted.
    @inline(__always)
    static func apply(
        _ before: Fact?,
        _ after: Fact?,
        stuck: inout UInt64,
        to panes: inout PaneStore
    ) {
        switch (before, after) {
        case (nil, nil): return
        case (nil, let after?):
            _ = panes.add(after, except: stuck)
        case (let before?, nil):
            stuck |= panes.classes(of: before.kind) & ~panes.takeBack(before, except: stuck)
        case (let before?, let after?):
            if before == after { return }
            stuck |= panes.classes(of: before.kind) & ~panes.move(before, to: after, except: stuck)
        }
    }
}
