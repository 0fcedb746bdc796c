// SPDX-License-Identifier: Apache-2.0

/// Typeform's webhooks.
///
/// A response is known by its token; its score is the first answer, where that is a number, else
/// what the form calculated.
enum Typeform {
    static let format = VendorFormat(
        [
            VendorField("event_type", .string, .type),
            VendorField("form_response.submitted_at", .string, .time),
            VendorField("event_id", .string, .id),
            VendorField("form_response.token", .string, .response),
            .free("form_response.hidden.user_id", [.string, .number], .user),
            .free("form_response.hidden.campaign", .string, .campaign),
            .free("form_response.hidden.utm_campaign", .string, .campaign),
            .free("form_response.hidden.utm_source", .string, .origin),
            .free("form_response.hidden.utm_medium", .string, .medium),
            .free("form_response.hidden.country", .string, .country),
            VendorField("form_response.answers", .list),
            .free("form_response.answers.number", .number, .score),
            VendorField("form_response.calculated.score", .number, .score),
            .free("form_response.answers.field.ref", .string, .question),
            .free("form_response.answers.field.id", .string, .question),
            .free("form_response.answers.field.type", .string, .answerKind),
            VendorField("form_response.form_id", .string, .survey),
        ],
        events: EventNames([(EventMeaning(.surveyAnswered), ["form_response"])]),
        scales: AnswerScales([(10, ["nps", "opinion_scale"]), (5, ["rating"])])
    )
}
