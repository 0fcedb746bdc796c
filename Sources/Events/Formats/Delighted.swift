// SPDX-License-Identifier: Apache-2.0

/// Delighted's webhooks.
///
/// An answer may be changed: the event tells the answer as it is now, and its time is that of the
/// change, in seconds.
enum Delighted {
    static let format = VendorFormat(
        [
            VendorField("event_type", .string, .type),
            VendorField("event_data.updated_at", .integer, .time, unit: .seconds),
            VendorField("event_data.created_at", .integer, .time, unit: .seconds),
            VendorField("event_id", .string, .id),
            VendorField("event_data.id", [.string, .number], .response),
            VendorField("event_data.person.id", [.string, .number], .anonymous),
            VendorField("event_data.survey_type", .string, .question, .survey, .answerKind),
            VendorField("event_data.score", .number, .score),
            .free("event_data.person_properties.user_id", [.string, .number], .user),
            .free("event_data.person_properties.country", .string, .country),
            .free("event_data.person_properties.segment", .string, .segment),
            .free("event_data.tags", [.string, .list], .label),
        ],
        events: EventNames([
            (
                EventMeaning(.surveyAnswered),
                ["survey_response.created", "survey_response.updated"]
            ),
            (EventMeaning(.unsubscribed), ["unsubscribe.created"]),
        ]),
        scales: AnswerScales([(5, ["csat", "smileys"]), (7, ["ces7"]), (10, ["nps"])])
    )
}
