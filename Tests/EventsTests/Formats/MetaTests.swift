// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

struct MetaTests {
    private let decoding = Decoding([.object, .platform, .label, .list, .name], format: .meta)

    private func change(_ field: String, _ value: String, time: Int = 1_767_261_605) -> String {
        #"{"object":"page","entry":[{"id":"9","time":\#(time),"changes":[{"field":"\#(field)","value":"#
            + "{\(value)}}]}]}"
    }

    private func feed(_ item: String, _ verb: String, _ more: String = "") -> String {
        change(
            "feed",
            #""item":"\#(item)","verb":"\#(verb)","post_id":"9_1","created_time":1767261600,"#
                + #""from":{"id":"42"}\#(more)"#
        )
    }

    @Test func `a comment on Instagram happens when its notification was sent`() {
        let comment = decoding.event(InputFormat.meta.sample)
        #expect(comment?.type == .comment && comment?.channel == .social)
        #expect(comment?.time == 1_767_261_600_000)
        #expect(comment?.user != 0 && comment?.flags.contains(.hasID) == true)
        #expect(decoding.text(.object, of: comment) == "m-1")
        #expect(decoding.text(.platform, of: comment) == "instagram")
        #expect(decoding.text(.list, of: comment) == "17")
    }

    @Test(arguments: [
        ("comment", "add", EventType.comment), ("reaction", "add", .reaction),
        ("like", "add", .reaction), ("share", "add", .share), ("reaction", "remove", .other),
        ("comment", "edited", .other), ("status", "add", .other),
    ])
    func `what changes in a feed tells what it is`(item: String, verb: String, type: EventType) {
        let event = decoding.event(feed(item, verb))
        #expect(event?.type == type)
        #expect(event?.time == 1_767_261_600_000, "its own time, not that of the notification")
        #expect(decoding.text(.name, of: event) == item)
        #expect(decoding.text(.object, of: event) == "9_1")
    }

    @Test(arguments: [
        ("mentions", #""media_id":"m","comment_id":"c""#, EventType.mention),
        ("leadgen", #""leadgen_id":"1","form_id":"f","created_time":1767261600"#, .lead),
        ("ratings", #""item":"rating","verb":"add","reviewer_id":"4","rating":5"#, .review),
        ("live_comments", #""id":"c""#, .comment), ("photos", #""x":1"#, .other),
    ])
    func `fields have their types`(field: String, value: String, type: EventType) {
        #expect(decoding.event(change(field, value))?.type == type)
    }

    @Test func `figures of a story are totals`() {
        let event = decoding.event(
            change("story_insights", #""media_id":"m","impressions":30,"reach":20,"replies":1"#)
        )
        #expect(event?.type == .totals)
        func total(_ metric: TotalsMetric) -> Double? { event?.totals[Int(metric.rawValue)] }
        #expect(total(.impressions) == 30 && total(.reach) == 20 && total(.comments) == 1)
    }

    @Test func `messages have their own time, and those of the page are its own`() {
        func messages(_ more: String) -> String {
            #"{"object":"page","entry":[{"id":"9","time":1767261605123,"messaging":[{"sender":{"id":"4"},"#
                + #""recipient":{"id":"9"},"timestamp":1767261600500,\#(more)}]}]}"#
        }
        let message = decoding.event(messages(#""message":{"mid":"m1","text":"t"}"#))
        #expect(message?.type == .directMessage && message?.time == 1_767_261_600_500)
        #expect(message?.user != 0 && message?.flags.contains(.own) == false)
        let echo = decoding.event(messages(#""message":{"mid":"m2","is_echo":true}"#))
        #expect(echo?.type == .directMessage && echo?.flags.contains(.own) == true)
        let read = decoding.event(messages(#""read":{"watermark":1767261600000}"#))
        #expect(read?.type == .other && read?.channel == .social)
        #expect(Set([message?.id, echo?.id, read?.id]).count == 3)
    }

    @Test func `a notification of many changes gives each of them, with its entry`() {
        let value = #"""
            {"entry":[
            {"id":"1","time":1767261601,"changes":[
              {"field":"comments","value":{"id":"a"}},{"field":"comments","value":{"id":"b"}}]},
            {"field":"comments","value":{"id":"c"},"time":1767261602,"id":"2"}],"object":"instagram"}
            """#
        let events = decoding.steps(value).compactMap(\.event)
        #expect(events.map(\.time) == [1_767_261_601_000, 1_767_261_601_000, 1_767_261_602_000])
        #expect(events.allSatisfy { $0.type == .comment })
        #expect(Set(events.map(\.id)).count == 3)
        #expect(events.map { decoding.text(.list, of: $0) } == ["1", "1", "2"])
        #expect(events.allSatisfy { decoding.text(.platform, of: $0) == "instagram" })
    }

    @Test func `a notification that is sent again is the same event`() {
        let first = decoding.event(feed("comment", "add", #","comment_id":"7""#))
        let again = decoding.event(
            feed("comment", "add", #","comment_id":"7""#)
                .replacing("1767261605", with: "1767269999")
        )
        #expect(first?.id == again?.id)
        #expect(decoding.event(feed("comment", "add", #","comment_id":"8""#))?.id != first?.id)
    }

    @Test(arguments: [
        (#"{"object":"page","entry":[{"id":"1","time":1}]}"#, RejectionReason.type),
        (#"{"object":"page"}"#, .type), (#"{"entry":[{"field":"feed","value":{}}]}"#, .time),
        (#"{"entry":[{"time":"x","changes":[{"field":"feed"}]}]}"#, .time),
    ])
    func `what is no change is rejected`(value: String, reason: RejectionReason) {
        #expect(decoding.error(value)?.reason == reason)
    }

    @Test func `who did it and for which account tells events apart`() {
        let people = (100..<110).map { person in
            decoding.event(
                change(
                    "feed",
                    #""item":"reaction","verb":"add","reaction_type":"like","post_id":"1_5","#
                        + #""created_time":1767261600,"from":{"id":"\#(person)"}"#
                )
            )?.id
        }
        #expect(Set(people).count == 10)
        let mentions = ["1", "2"].map { account in
            decoding.event(
                change("mentions", #""media_id":"m""#)
                    .replacing(#""id":"9""#, with: #""id":"\#(account)""#)
            )?.id
        }
        #expect(Set(mentions).count == 2)
    }

    @Test func `what has no id of its own is known by all of it`() {
        let messages = (0..<3).map { number in
            decoding.event(
                change("messages", #""sender":{"id":"4"},"message":{"mid":"mid\#(number)"}"#)
            )
        }
        #expect(messages.allSatisfy { $0?.type == .directMessage && $0?.user != 0 })
        #expect(Set(messages.map { $0?.id }).count == 3)
        let unknown = ["a", "b"].map { decoding.event(change("new_field", #""x":"\#($0)""#))?.id }
        #expect(unknown[0] != unknown[1])
        let later = decoding.event(change("new_field", #""x":"a""#, time: 1_767_261_700))?.id
        #expect(later != unknown[0])
    }

    @Test func `a deleted message is no other message`() {
        let value =
            #"{"object":"page","entry":[{"id":"9","time":1767261605123,"messaging":[{"sender":{"id":"4"},"#
            + #""timestamp":1767261600500,"message":{"mid":"m1","is_deleted":true}}]}]}"#
        #expect(decoding.event(value)?.type == .other)
    }
}
