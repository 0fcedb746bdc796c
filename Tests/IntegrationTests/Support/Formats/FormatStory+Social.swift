// SPDX-License-Identifier: Apache-2.0

import Events

/// Formats of networks and of surveys.
extension FormatStory {
    /// A notification of two entries, messages of both sides, what is taken back, two readings of a story.
    static let meta = FormatStory(
        format: .meta,
        told: [
            (
                1,
                #"""
                {"object":"page","entry":[{"id":"9","time":<s+9>,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"9_1","comment_id":"1_7","created_time":<s>,"from":{"id":"42"}}},{"field":"feed","value":{"item":"reaction","reaction_type":"love","verb":"add","post_id":"9_1","created_time":<s+5>,"from":{"id":"43"}}}]},{"id":"8","time":<s+9>,"field":"ratings","value":{"item":"rating","verb":"add","reviewer_id":"4","rating":5}}]}
                """#
            ),
            (
                2,
                #"""
                {"object":"page","entry":[{"id":"9","time":<s+5>,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"9_1","comment_id":"1_8","created_time":<s>,"from":{"id":"44"}}}]}]}
                """#
            ),
            (
                2,
                #"""
                {"object":"page","entry":[{"id":"9","time":<s+50>,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"9_1","comment_id":"1_8","created_time":<s>,"from":{"id":"44"}}}]}]}
                """#
            ),
            (
                4,
                #"""
                {"object":"page","entry":[{"id":"9","time":<ms+8>,"messaging":[{"sender":{"id":"4"},"recipient":{"id":"9"},"timestamp":<ms>,"message":{"mid":"m-1","text":"t"}},{"sender":{"id":"9"},"recipient":{"id":"4"},"timestamp":<ms+7>,"message":{"mid":"m-2","is_echo":true}}]}]}
                """#
            ),
            (
                6,
                #"""
                {"object":"instagram","entry":[{"id":"17","time":<s>,"changes":[{"field":"comments","value":{"id":"c-1","from":{"id":"u-1"},"media":{"id":"p-1"}}}]}]}
                """#
            ),
            (
                7,
                #"""
                {"object":"instagram","entry":[{"id":"17","time":<s>,"changes":[{"field":"story_insights","value":{"media_id":"p-2","impressions":30,"reach":20,"replies":1}}]}]}
                """#
            ),
            (
                70,
                #"""
                {"object":"instagram","entry":[{"id":"17","time":<s>,"changes":[{"field":"story_insights","value":{"media_id":"p-2","impressions":50,"reach":28,"replies":4}}]}]}
                """#
            ),
            (
                end,
                #"""
                {"object":"page","entry":[{"id":"9","time":<s>,"changes":[{"field":"feed","value":{"item":"comment","verb":"remove","post_id":"9_1","comment_id":"1_7","created_time":<s>,"from":{"id":"42"}}}]}]}
                """#
            ),
        ],
        eventCount: 11,
        duplicateCount: 1,
        filteredCount: 1,
        day: [
            "social.comments": 6, "social.reactions": 1, "social.messages_received": 1,
            "social.impressions": 20, "social.reach": 8, "rep.reviews": 1, "rep.rating": 5,
        ],
        finals: 93
    )

    /// Two readings of a post, the second in a list with another post.
    static let x = FormatStory(
        format: .x,
        told: [
            (
                1,
                #"""
                {"id":"1891234567890123456","author_id":"5","created_at":"2025-01-01T10:00:00.000Z","read_at":"<rfc>","public_metrics":{"retweet_count":2,"reply_count":1,"like_count":7,"quote_count":0},"non_public_metrics":{"impression_count":300,"url_link_clicks":5}}
                """#
            ),
            (
                61,
                #"""
                {"data":[{"id":"1891234567890123456","author_id":"5","read_at":"<rfc>","public_metrics":{"retweet_count":3,"reply_count":3,"like_count":11,"quote_count":1},"non_public_metrics":{"impression_count":380,"url_link_clicks":9}},{"id":"1891234567890123457","author_id":"5","read_at":"<rfc>","public_metrics":{"like_count":2}}]}
                """#
            ),
            (
                end,
                #"{"id":"1891234567890123458","read_at":"<rfc>","public_metrics":{"like_count":1}}"#
            ),
        ],
        eventCount: 4,
        day: [
            "social.impressions": 80, "social.reactions": 4, "social.comments": 2,
            "social.shares": 2, "social.link_clicks": 4,
        ],
        finals: 34
    )

    /// An answer and its correction, one of another scale, a list, an end of mails.
    static let delighted = FormatStory(
        format: .delighted,
        told: [
            (
                1,
                #"""
                {"event_type":"survey_response.created","event_id":"e-1","event_data":{"id":"5435","person":{"id":"5975"},"survey_type":"nps","score":9,"created_at":<s>,"updated_at":null,"tags":["vip","x"],"person_properties":{"country":"IT"}}}
                """#
            ),
            (
                3,
                #"""
                {"event_type":"survey_response.updated","event_id":"e-2","event_data":{"id":"5435","person":{"id":"5975"},"survey_type":"nps","score":3,"created_at":<s>,"updated_at":<s+5>}}
                """#
            ),
            (
                5,
                #"""
                [{"event_type":"survey_response.created","event_id":"e-3","event_data":{"id":5436,"person":{"id":5976},"survey_type":"csat","score":4,"created_at":<s>}},{"event_type":"survey_response.created","event_id":"e-4","event_data":{"id":"5437","person":{"id":"5977"},"survey_type":"nps","score":10,"created_at":<s+9>}}]
                """#
            ),
            (
                7,
                #"""
                {"event_type":"unsubscribe.created","event_id":"e-5","event_data":{"person":{"id":"5975"},"created_at":<s>}}
                """#
            ),
            (
                end,
                #"""
                {"event_type":"survey_response.created","event_id":"e-9","event_data":{"id":"5499","person":{"id":"5999"},"survey_type":"ces7","score":5,"created_at":<s>}}
                """#
            ),
        ],
        eventCount: 6,
        day: [
            "cx.nps": 0, "cx.csat": 1, "cx.csi": 4, "email.unsubscribes": 1,
        ],
        finals: 30
    )

    /// Scores of the first answer and of the form, two scales.
    static let typeform = FormatStory(
        format: .typeform,
        told: [
            (
                1,
                response(
                    "t-1",
                    #"{"type":"number","number":9,"field":{"id":"q1","type":"opinion_scale","ref":"nps"}},{"type":"text","text":"x","field":{"id":"q2","type":"short_text"}}"#
                )
            ),
            (
                3,
                response(
                    "t-2",
                    #"{"type":"number","number":4,"field":{"id":"q1","type":"rating"}}"#
                )
            ),
            (
                5,
                response("t-3", #"{"type":"text","text":"x"}"#, #","calculated":{"score":7}"#)
            ),
            (
                end,
                response("t-9", #"{"type":"number","number":2,"field":{"id":"q1","type":"nps"}}"#)
            ),
        ],
        eventCount: 4,
        day: [
            "cx.answers": 3, "cx.nps": 100, "cx.csat": 1,
        ],
        finals: 25
    )

    private static func response(
        _ token: String,
        _ answers: String,
        _ more: String = ""
    ) -> String {
        #"{"event_id":"e-\#(token)","event_type":"form_response","form_response":{"form_id":"f","token":"\#(token)","#
            + #""submitted_at":"<rfc>","hidden":{"user_id":"u-1","utm_campaign":"c"},"#
            + #""answers":[\#(answers)]\#(more)}}"#
    }
}
