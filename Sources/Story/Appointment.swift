// SPDX-License-Identifier: Apache-2.0

/// Something that will happen in the story.
struct Appointment {
    enum Kind: UInt8 {
        // What goes on for ever, each making its own next appointment.
        case arrival, sending, installation, sight, reading, breakage
        // What follows from something.
        case visit, delivery, refusal, machineOpening, opening, click, farewell
        case appUse, screen, echo
    }

    /// When, ms since 1970.
    var time: Int64
    /// Who: the number of a visitor, recipient or user.
    var actor: UInt64
    /// In what: the number of a visit, mail, post or echo.
    var thing: UInt64
    /// How many steps are left.
    var left: UInt16 = 0
    /// How many steps were made; for users of the app how many days.
    var step: UInt16 = 0
    /// Properties by `Trait`.
    var traits: UInt8 = 0
    /// What.
    var kind: Kind

    /// An appointment for something new.
    init(_ kind: Kind, at time: Int64, actor: UInt64 = 0, thing: UInt64 = 0) {
        self.kind = kind
        self.time = time
        self.actor = actor
        self.thing = thing
    }

    /// The same again at another time.
    func then(_ kind: Kind, after milliseconds: Int64) -> Appointment {
        var next = self
        next.kind = kind
        next.time = time + milliseconds
        return next
    }
}

/// Properties of a visit, as bits of `Appointment.traits`.
enum Trait {
    static let bounces: UInt8 = 1 << 0
    static let converts: UInt8 = 1 << 1
    static let signsIn: UInt8 = 1 << 2
    static let isSignedIn: UInt8 = 1 << 3
    static let hasCampaign: UInt8 = 1 << 4
}
