// SPDX-License-Identifier: Apache-2.0

/// What goes wrong: duplicates and broken records. (Late events are made in `open`.)
extension Story {
    /// Lets one record in five hundred come again, byte for byte, within a minute.
    mutating func plantEcho(of bytes: [UInt8], _ channel: StoryChannel, at time: Int64) {
        guard random.chance(20) else { return }
        guard let place = echoes.firstIndex(where: { $0 == nil }), agenda.count < agenda.capacity
        else {
            tally.thinned += 1
            return
        }
        echoes[place] = Echo(bytes: bytes, channel: channel, key: key)
        let again = time + random.number(200...60_000)
        schedule(Appointment(.echo, at: again, thing: UInt64(place)))
    }

    mutating func tellEcho(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        guard let echo = echoes[Int(now.thing)] else { preconditionFailure("an echo of nothing") }
        echoes[Int(now.thing)] = nil
        tally.duplicates += 1
        bytes.append(contentsOf: echo.bytes)
        key = echo.key
        return echo.channel
    }

    /// A record that cannot be counted, in one of the ways seen in reality.
    mutating func tellBroken(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        goOn(now, mean: rates.breakage, busyness: StoryCalendar.bustle)
        tally.broken += 1
        switch random.below(5) {
        case 0: bytes.put("{\"type\":\"page_view\",\"time\":\"2026-01-")
        case 1: bytes.put("<html><head><title>502 Bad Gateway</title></head></html>")
        case 2:
            bytes.put("{\"time\":")
            bytes.put(decimal: UInt64(now.time))
            bytes.put(",\"anonymous\":\"a-nobody\",\"object\":\"https://shop.example/\"}")
        case 3:
            bytes.put("{\"type\":\"page_view\",\"anonymous\":\"a-nobody\",\"time\":\"yesterday\"}")
        default: bytes.put("{\"type\":\"page_view\",\"time\":0,\"id\":\"unset-clock\"}")
        }
        return .web
    }
}
