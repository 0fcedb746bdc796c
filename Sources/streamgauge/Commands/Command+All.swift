// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// Every command, in the order of the help text.
    static let all: [Command] = [
        .demo, .run, .check, .health, .top, .state, .replay, .test, .generate, .kpis,
    ]
}
