// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Window sizes that `windows` may list.
    static let maximumWindows = 6

    /// Dimensions that one grouping set may have.
    static let maximumDimensions = 6

    /// Panes that a sliding window may have.
    private static let maximumParts: Int64 = 1_000

    private static let windowSizes = Duration.seconds(1)...(.seconds(31 * 86_400))

    /// Checks what one key alone cannot show; call it on settings that were built in code.
    ///
    /// - Throws: Every fault, each with the place of a key that takes part in it.
    public func validate(for purpose: SettingsPurpose = .daemon) throws(SettingsErrors) {
        var errors = windowErrors() + timeErrors() + moneyErrors() + inputErrors() + topicErrors()
        errors += tableErrors() + trafficErrors() + alertErrors(for: purpose)
        errors += ruleErrors() + httpErrors() + kafkaErrors()
        errors += kpis.indices.flatMap(kpiErrors(at:)) + repeatedKPIErrors()
        if purpose == .daemon { errors += missing() }
        if !application.isEmpty, !application.isTopicName || application.utf8.count > 200 {
            errors.append(
                error(
                    at: "application",
                    "`application` must be a legal Kafka name, not \(application.quoted)",
                    hint: "use at most 200 letters, digits, `.`, `_` and `-`"
                )
            )
        }
        if let failure = SettingsErrors(errors) { throw failure }
    }

    private func missing() -> [SettingsError] {
        var errors: [SettingsError] = []
        if application.isEmpty {
            errors.append(
                error(
                    at: "application",
                    "`application` is missing",
                    hint: "add `application: NAME`"
                )
            )
        }
        if kafkaProperty("bootstrap.servers") == nil, kafkaProperty("metadata.broker.list") == nil {
            errors.append(
                error(
                    at: "kafka",
                    "`kafka.bootstrap.servers` is missing",
                    hint: "add `kafka: { bootstrap.servers: \"HOST:9092\" }`"
                )
            )
        }
        if inputs.isEmpty {
            errors.append(
                error(
                    at: "inputs",
                    "`inputs` is missing",
                    hint: "add `inputs: [ { topic: NAME } ]`"
                )
            )
        }
        return errors
    }

    private func windowErrors() -> [SettingsError] {
        guard 1...Self.maximumWindows ~= windows.count else {
            let hint = "list 1 to \(Self.maximumWindows) sizes"
            return [error(at: "windows", "`windows` lists \(windows.count) sizes", hint: hint)]
        }
        for size in windows where !Self.windowSizes.contains(size.length) {
            return [
                error(
                    at: "windows",
                    "`windows` must be 1s to 31d each, not \(size.yaml)",
                    hint: "remove that size"
                )
            ]
        }
        for case .sliding(let size, let hop) in windows {
            return [
                error(
                    at: "windows",
                    "`windows` lists sizes, and \(Window.sliding(size, by: hop).yaml) slides",
                    hint: "name it under `windows` of a KPI"
                )
            ]
        }
        for (small, large) in zip(windows, windows.dropFirst()) where !large.follows(small) {
            return [
                error(
                    at: "windows",
                    "`windows`: \(small.yaml) is no divisor of \(large.yaml), which follows it",
                    hint: "list ascending sizes that divide each other, such as [10s, 1m, 1h, 1d]"
                )
            ]
        }
        return []
    }

    private func moneyErrors() -> [SettingsError] {
        guard let currency = money.currency else {
            if money.rates.factors.isEmpty { return [] }
            let message = "`money.rates` is set without `money.currency`"
            return [error(at: "money.rates", message, hint: "add `currency: EUR`, or remove it")]
        }
        if !currency.uppercased().isCurrencyCode {
            let message = "`money.currency` is no currency code: \(currency.quoted)"
            return [error(at: "money.currency", message, hint: "write three letters, such as EUR")]
        }
        guard money.rates.factors[currency.uppercased()] != nil else { return [] }
        let message = "`money.rates` has a rate of `money.currency` itself, \(currency.quoted)"
        return [error(at: "money.rates", message, hint: "remove it")]
    }

    private func timeErrors() -> [SettingsError] {
        var errors: [SettingsError] = []
        for (size, lateness) in time.lateness.listed.sorted(by: { $0.key < $1.key })
        where !Self.windowSizes.contains(size) || lateness > .seconds(31 * 86_400) {
            errors.append(
                error(
                    at: "time.lateness",
                    "`time.lateness`: \(size.yaml): \(lateness.yaml) is out of range",
                    hint: "use sizes of 1s to 31d and at most 31d of lateness"
                )
            )
        }
        if sessions.cap < max(sessions.timeout, sessions.appTimeout) {
            errors.append(
                error(
                    at: "sessions.cap",
                    "`sessions.cap` (\(sessions.cap.yaml)) is below a session's timeout",
                    hint: "raise it or lower `sessions.timeout` and `sessions.app_timeout`"
                )
            )
        }
        return errors
    }

    private func repeatedKPIErrors() -> [SettingsError] {
        var seen: Set<String> = []
        return kpis.indices.filter { !seen.insert(kpis[$0].id).inserted }.map { index in
            let id = kpis[index].id.quoted
            return error(at: "kpis.\(index).id", "the KPI \(id) is listed twice", hint: "keep one")
        }
    }

    private func kpiErrors(at index: Int) -> [SettingsError] {
        let (kpi, path) = (kpis[index], "kpis.\(index)")
        var errors: [SettingsError] = []
        if kpi.id.isEmpty {
            errors.append(error(at: path, "`\(path)` has no `id`", hint: "add `id: NAME`"))
        }
        for set in kpi.by where set.count > Self.maximumDimensions || Set(set).count < set.count {
            errors.append(
                error(
                    at: "\(path).by",
                    "the grouping set \(set.yaml) has more than \(Self.maximumDimensions)"
                        + " dimensions or one of them twice",
                    hint: "remove dimensions"
                )
            )
        }
        for series in kpi.expect where !kpi.by.contains(where: { Set($0) == Set(series.keys) }) {
            errors.append(
                error(
                    at: "\(path).expect",
                    "`\(path).expect`: \(series.yaml) has the dimensions of no grouping set",
                    hint: "add \(series.keys.sorted().yaml) to `by`"
                )
            )
        }
        for size in kpi.windows {
            if case .sliding(let length, let hop) = size {
                errors += slidingErrors(length, hop, at: path)
                continue
            }
            if windows.contains(size) { continue }
            errors.append(
                error(
                    at: "\(path).windows",
                    "`\(path).windows`: \(size.yaml) is not one of `windows`",
                    hint: "add it there or choose from \(windows.yaml)"
                )
            )
        }
        return errors
    }

    private func slidingErrors(
        _ size: Duration,
        _ hop: Duration,
        at path: String
    ) -> [SettingsError] {
        let parts = hop > .zero ? size.wholeMilliseconds / hop.wholeMilliseconds : 0
        let isWhole = parts > 1 && size.wholeMilliseconds % hop.wholeMilliseconds == 0
        if isWhole, parts <= Self.maximumParts, hop >= Self.windowSizes.lowerBound,
            Self.windowSizes.contains(size)
        {
            return []
        }
        return [
            error(
                at: "\(path).windows",
                "`\(path).windows`: a window of \(size.yaml) cannot advance by \(hop.yaml)",
                hint: "take a whole part of it, at least 1s and a thousandth, of at most 31d"
            )
        ]
    }
}

extension Window {
    /// Whether it can stand behind another size.
    fileprivate func follows(_ small: Window) -> Bool {
        guard length > small.length else { return false }
        guard case .tumbling = self, case .tumbling = small else { return true }
        return length.wholeMilliseconds % small.length.wholeMilliseconds == 0
    }
}
