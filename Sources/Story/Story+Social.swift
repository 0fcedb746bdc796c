// SPDX-License-Identifier: Apache-2.0

/// A post that is alive, with the running totals its platform tells.
struct StoryPost {
    var number: UInt64
    var reach: UInt64 = 0
    var impressions: UInt64 = 0
    var reactions: UInt64 = 0
    var comments: UInt64 = 0
    var shares: UInt64 = 0
    var fans: UInt64 = 5_000
}

/// Posts and their readers.
extension Story {
    /// How many readers there are.
    private static let readers: UInt64 = 60_000

    /// Somebody sees or does something with a post, or the platform tells its totals.
    mutating func tellSocial(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        if now.kind == .reading {
            schedule(now.then(.reading, after: rates.reading))
            tellTotals(of: Int(now.thing), now.time, into: &bytes)
        } else {
            goOn(now, mean: rates.sight, busyness: StoryCalendar.bustle)
            tellReader(now.time, into: &bytes)
        }
        bytes.append(0x7D)
        return .social
    }

    private mutating func tellReader(_ time: Int64, into bytes: inout [UInt8]) {
        // Younger posts are seen more often: the smaller of two dice.
        let alive = UInt64(Story.postCount)
        let post = Int(min(random.below(alive), random.below(alive)))
        let dice = random.below(1_000)
        let type =
            switch dice {
            case ..<640: "impression"
            case ..<840: "content_view"
            case ..<930: "reaction"
            case ..<960: "comment"
            case ..<985: "share"
            default: "save"
            }
        count(dice, at: post)
        open(type, time, canBeLate: true, into: &bytes)
        let reader = random.below(Self.readers)
        if dice >= 200 {
            put(",\"anonymous\":\"r-", key: reader | 4 << 40, into: &bytes)
        }
        tellPost(posts[post].number, into: &bytes)
        let actor = StoryRandom.mixed(salt &+ reader)
        bytes.put(",\"country\":\"", StoryCast.one(of: StoryCast.countries, by: actor))
        bytes.put(",\"platform\":\"", StoryCast.one(of: StoryCast.phones, by: actor >> 8))
        if type == "reaction" {
            bytes.put(",\"label\":\"", StoryCast.one(of: StoryCast.reactions, by: actor >> 16))
        }
        if dice < 120 { bytes.put(",\"paid\":true") }
    }

    private mutating func count(_ dice: UInt64, at post: Int) {
        switch dice {
        case ..<640:
            posts[post].impressions += 1
            posts[post].reach += dice & 3 == 0 ? 0 : 1
        case ..<840: posts[post].fans += dice & 15 == 0 ? 1 : 0
        case ..<930: posts[post].reactions += 1
        case ..<960: posts[post].comments += 1
        case ..<985: posts[post].shares += 1
        default: break
        }
    }

    private mutating func tellTotals(of post: Int, _ time: Int64, into bytes: inout [UInt8]) {
        // A post lives for a day or two; then another takes its place and begins at nothing.
        if random.chance(60) {
            posts[post] = StoryPost(number: numbers.posts)
            numbers.posts += 1
        }
        let totals = posts[post]
        open("totals", time, canBeLate: false, into: &bytes)
        tellPost(totals.number, into: &bytes)
        bytes.put(",\"totals\":{\"reach\":")
        bytes.put(decimal: totals.reach)
        bytes.put(",\"impressions\":")
        bytes.put(decimal: totals.impressions)
        bytes.put(",\"reactions\":")
        bytes.put(decimal: totals.reactions)
        bytes.put(",\"comments\":")
        bytes.put(decimal: totals.comments)
        bytes.put(",\"shares\":")
        bytes.put(decimal: totals.shares)
        bytes.put(",\"fans\":")
        bytes.put(decimal: totals.fans)
        bytes.append(0x7D)
    }

    private mutating func tellPost(_ number: UInt64, into bytes: inout [UInt8]) {
        bytes.put(",\"channel\":\"social\"")
        put(",\"object\":\"p-", id: number | 5 << 40, into: &bytes)
        if key.isEmpty { key = bytes.count - 15..<bytes.count - 1 }
        bytes.put(",\"content\":\"", StoryCast.one(of: StoryCast.categories, by: number))
        bytes.put(",\"campaign\":\"", StoryCast.one(of: StoryCast.campaigns, by: number))
    }
}
