// SPDX-License-Identifier: Apache-2.0

import KPIs

extension PersonTracker {
    /// Gives what a device had as a person of its own to the user it belongs to.
    mutating func join(
        device: UInt64,
        to user: UInt64,
        watermark: Int64,
        panes: inout PaneStore
    ) {
        guard isWanted, device != user, let found = persons.find(device) else { return }
        let past = found.value
        persons.remove(device)
        guard watermark < past.forgetting else { return }
        guard
            let target = persons.findOrInsert(
                user,
                initial: past,
                isExpired: { watermark >= $0.forgetting }
            )
        else {
            panes.noteRefused(nominal: Person.start(of: past.firstDay), of: .persons)
            panes.noteRefused(nominal: Person.start(of: past.lastDay), of: .persons)
            return
        }
        let entry = target.entry
        if target.isNew || watermark >= entry.value.forgetting {
            entry.value = past
            moveDays(of: device, past, to: user, watermark, &panes)
            return
        }
        let known = entry.value
        entry.value.merge(past)
        let union = entry.value
        if wanted.contains(.personActive) {
            settleDays(known, user, past, device, union, watermark, &panes)
        }
        settleReturns(known, past, union, &panes)
    }

    private mutating func moveDays(
        of device: UInt64,
        _ past: Person,
        to user: UInt64,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) {
        var next: Int32? = past.lastDay
        while let day = next {
            if !days.move(day, of: device, to: user, watermark: watermark) {
                panes.noteRefused(nominal: Person.start(of: day), of: .persons)
            }
            next = past.activeDay(before: day)
        }
    }

    private mutating func settleDays(
        _ known: Person,
        _ user: UInt64,
        _ past: Person,
        _ device: UInt64,
        _ union: Person,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) {
        var next: Int32? = union.lastDay
        while let day = next {
            let own = known.active(on: day, days.combination(of: user, on: day))
            let other = past.active(on: day, days.combination(of: device, on: day))
            if !days.move(day, of: device, to: user, watermark: watermark) {
                panes.noteRefused(nominal: Person.start(of: day), of: .persons)
            }
            let both = union.active(on: day, days.combination(of: user, on: day))
            Self.settle(own, other, both, &panes)
            next = union.activeDay(before: day)
        }
    }

    private func settleReturns(
        _ known: Person,
        _ past: Person,
        _ union: Person,
        _ panes: inout PaneStore
    ) {
        if wanted.contains(.personFirstSeen) {
            Self.settle(known.firstSeen, past.firstSeen, union.firstSeen, &panes)
        }
        if wanted.contains(.personReturned) {
            var next: Int32? = union.lastDay
            while let day = next {
                let own = known.returned(on: day)
                Self.settle(own, past.returned(on: day), union.returned(on: day), &panes)
                next = union.activeDay(before: day)
            }
        }
        guard wanted.contains(.personReturnedWithin) else { return }
        for period in Person.Period.allCases {
            let own = known.returned(within: period)
            let other = past.returned(within: period)
            Self.settle(own, other, union.returned(within: period), &panes)
        }
    }

    /// Applies the difference between what a user and a device said and what their union says: what
    /// the device said and the union still says stays as it is.
    private static func settle(
        _ own: Fact?,
        _ other: Fact?,
        _ union: Fact?,
        _ panes: inout PaneStore
    ) {
        if union == other, union != own {
            FactChange.apply(own, nil, to: &panes)
        } else {
            FactChange.apply(other, nil, to: &panes)
            FactChange.apply(own, union, to: &panes)
        }
    }
}
