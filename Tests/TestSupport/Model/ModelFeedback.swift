// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Answers, money and the journey (section 10).
struct ModelFeedback {
    private var responses: ModelResponses
    private var surveys: ModelSurveys
    private var spending: ModelSpending
    private var money: ModelMoney
    private var stages: ModelStages
    private var talk: ModelTalk

    init(_ configuration: ModelConfiguration) {
        responses = ModelResponses(configuration)
        surveys = ModelSurveys(configuration)
        spending = ModelSpending(configuration)
        money = ModelMoney(configuration)
        stages = ModelStages(configuration)
        talk = ModelTalk(configuration)
    }

    /// An event of a person (0: nobody) that trackers see.
    mutating func see(
        _ event: Event,
        person: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        responses.see(event, watermark: watermark, panes: &panes)
        surveys.see(event, person: person, watermark: watermark, panes: &panes)
        money.see(event, person: person, watermark: watermark, panes: &panes)
        stages.see(event, person: person, watermark: watermark, panes: &panes)
        talk.see(event, person: person, watermark: watermark, panes: &panes)
    }

    /// A device has turned out to be a user's.
    mutating func join(device: UInt64, user: UInt64) {
        guard device != user else { return }
        money.join(device: device, user: user)
        stages.join(device: device, user: user)
    }

    /// Any event, for what it says of spending; whether a table took that.
    mutating func read(
        _ event: Event,
        source: Int,
        watermark: Int64?,
        panes: inout ModelPanes
    ) -> Bool {
        spending.see(event, source: source, watermark: watermark, panes: &panes)
    }
}
