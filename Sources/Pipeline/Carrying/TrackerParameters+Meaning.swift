// SPDX-License-Identifier: Apache-2.0

import KPIs

extension TrackerParameters {
    /// The times that decide what facts of a kind say, as a text; empty: none does.
    ///
    /// A fact that was counted by other times cannot be taken back by these.
    func meaning(of kind: FactKind) -> String {
        switch kind {
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionEnded, .sessionPaged,
            .sessionActed, .sessionAttended, .sessionClosed, .sessionWatched:
            "timeout \(sessionTimeout) app \(appTimeout) cap \(sessionCap) engaged \(engagedAfter)"
        case .messageSent, .messageSentDelivered, .messageSentBounced, .messageDelivered,
            .messageOpened, .messageClicked, .messageResponded, .messageUnsubscribed,
            .messageComplained, .messageBotClicked:
            "attribution \(attribution) settle \(deliverySettle)"
        case .answerGiven, .reviewGiven, .textLabeled, .moneySpent: "change \(feedback.change)"
        case .surveySent, .surveyReturned: "survey \(feedback.survey)"
        case .leadArrived: "lead \(feedback.lead)"
        case .revenueAttributed: "touch \(feedback.touch)"
        case .stageReached, .stageEntered, .stageAdvanced: "stage \(feedback.stage)"
        case .fanWrote: "silence \(feedback.silence)"
        case .pageViewed, .webActive, .appActive, .goalReached, .appInstalled, .personActive,
            .personFirstSeen, .personReturned, .personReturnedWithin, .contentSeen, .contentShown,
            .contentEngaged, .totalsChanged, .totalsRead, .buyerArrived, .buyerSpent,
            .personInteracted, .event:
            ""
        }
    }
}
