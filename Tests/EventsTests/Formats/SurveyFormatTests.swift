// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// Delighted and Typeform.
struct SurveyFormatTests {
    private let delighted = Decoding([.question, .label, .country], format: .delighted)
    private let typeform = Decoding([.question, .campaign, .object], format: .typeform)

    private func delight(_ type: String, _ data: String) -> Event? {
        delighted.event(
            #"{"event_type":"\#(type)","event_id":"e","event_data":{"id":"5435","person":{"id":"5975"},\#(data)}}"#
        )
    }

    @Test func `an answer of Delighted has its score, scale and question`() {
        let answer = delight(
            "survey_response.created",
            #""survey_type":"nps","score":9,"comment":"x","created_at":1767261600,"updated_at":null,"tags":["vip","x"],"person_properties":{"country":"IT"}"#
        )
        #expect(answer?.type == .surveyAnswered && answer?.channel == .feedback)
        #expect(answer?.time == 1_767_261_600_000)
        #expect(answer?.score == 9 && answer?.scale == 10 && answer?.response != 0)
        #expect(delighted.text(.question, of: answer) == "nps")
        #expect(delighted.text(.label, of: answer) == "vip")
        #expect(delighted.text(.country, of: answer) == "IT")
    }

    @Test func `a changed answer is the same response at the time of its change`() {
        let first = delight("survey_response.created", #""score":9,"created_at":1767261600"#)
        let second = delight(
            "survey_response.updated",
            #""survey_type":"csat","score":3,"created_at":1767261600,"updated_at":1767262200"#
        )
        #expect(second?.response == first?.response && second?.time == 1_767_262_200_000)
        #expect(second?.score == 3 && second?.scale == 5)
        #expect(delight("unsubscribe.created", #""created_at":5"#)?.type == .unsubscribed)
    }

    private func form(_ answers: String, _ more: String = "") -> Event? {
        typeform.event(
            #"{"event_id":"e","event_type":"form_response","form_response":{"form_id":"f","token":"a3a1","#
                + #""submitted_at":"2026-01-01T10:00:00Z","landed_at":"2026-01-01T09:59:00Z","#
                + #""hidden":{"user_id":"abc","utm_campaign":"c"},"answers":[\#(answers)]\#(more)}}"#
        )
    }

    @Test func `a response of Typeform has its first answer`() {
        let answer = form(
            #"{"type":"number","number":9,"field":{"id":"q1","type":"opinion_scale","ref":"nps"}},"#
                + #"{"type":"text","text":"x","field":{"id":"q2","type":"short_text"}}"#
        )
        #expect(answer?.type == .surveyAnswered && answer?.time == 1_767_261_600_000)
        #expect(answer?.score == 9 && answer?.scale == 10)
        #expect(answer?.user != 0 && answer?.response != 0)
        #expect(typeform.text(.question, of: answer) == "nps")
        #expect(typeform.text(.campaign, of: answer) == "c")
        #expect(typeform.text(.object, of: answer) == "f")
        let rating = form(#"{"type":"number","number":4,"field":{"id":"q1","type":"rating"}}"#)
        #expect(rating?.scale == 5 && typeform.text(.question, of: rating) == "q1")
        let text = form(#"{"type":"text","text":"x"}"#, #","calculated":{"score":7}"#)
        #expect(text?.score == 7 && text?.scale == 0)
        #expect(form("")?.flags.contains(.hasScore) == false)
    }

    @Test(arguments: [
        (InputFormat.delighted, #"{"event_data":{"created_at":5}}"#, RejectionReason.type),
        (.delighted, #"{"event_type":"survey_response.created","event_data":{}}"#, .time),
        (.delighted, #"{"event_type":"x","event_data":{"created_at":1767261600000}}"#, .time),
        (.delighted, #"{"event_type":"x","event_data":{"created_at":5,"score":"9"}}"#, .field),
        (.typeform, #"{"form_response":{"submitted_at":"2026-01-01T10:00:00Z"}}"#, .type),
        (.typeform, #"{"event_type":"form_response","form_response":{}}"#, .time),
        (.typeform, #"{"event_type":"x","form_response":{"submitted_at":5}}"#, .time),
    ])
    func `what is no event is rejected`(
        format: InputFormat,
        value: String,
        reason: RejectionReason
    ) {
        #expect(Decoding(format: format).error(value)?.reason == reason)
    }
}
