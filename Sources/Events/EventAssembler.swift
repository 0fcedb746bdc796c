// SPDX-License-Identifier: Apache-2.0

/// Turns the texts and numbers of an element into the fields of an event.
///
/// Hashes ids, cleans and interns dimension values. Shared by all formats; one source, one thread.
struct EventAssembler: ~Copyable, Sendable {
    let wanted: EventTypeSet
    let identities: IdentityHasher
    /// What each event begins as.
    ///
    /// To copy one that has long been written is quicker than to make one and copy it at once, since a
    /// load waits for narrower stores to the same place.
    let blank = Event()
    private let wantsTraffic: Bool
    private let traffic: TrafficRules
    var agents: AgentVerdicts
    private let wantsObjects: Bool
    private let slots: DimensionSlots
    /// The number of the source in each slot of the dimension `source`.
    private var sourceNumbers = InlineArray<8, UInt32>(repeating: 0)
    /// Slots of which hints are worth while, as bits, and how many elements ago that was asked.
    private var largeSlots: UInt8 = 0
    private var sinceAsked = 0
    private var cleaner: TextCleaner
    /// Of the element at hand.
    private var object = ByteSlice("")
    private var parameters = CampaignParameters()
    private var referrer = ByteSlice("")
    private var referrerHost = ByteSlice("")

    init(schema: EventSchema, source: String, dictionaries: [ValueDictionary]) {
        wanted = schema.wanted
        wantsTraffic = schema.wantsTraffic
        traffic = schema.traffic
        agents = AgentVerdicts(schema.bots)
        identities = IdentityHasher(
            key: schema.key,
            source: source,
            wanted: schema.identities
        )
        let dimensions = schema.dimensions + schema.listed
        wantsObjects = dimensions.contains(.object)
        slots = DimensionSlots(schema, dictionaries)
        for slot in dimensions.indices where dimensions[slot] == .source {
            sourceNumbers[slot] = dictionaries[slot].intern(source)
        }
        cleaner = TextCleaner(keptParameters: schema.keptParameters)
    }

    /// Begins a new element.
    @inline(__always)
    mutating func reset() {
        cleaner.reset()
        object = ByteSlice("")
        parameters = CampaignParameters()
        referrer = ByteSlice("")
    }

    /// Sets the object, cut to what may be kept.
    @inline(__always)
    mutating func setObject(_ text: ByteSlice, _ event: inout Event) {
        guard !text.isEmpty else { return }
        object = cleaner.clean(text, &parameters)
        event.object = identities.identity(object, .object)
        guard wantsObjects else { return }
        // Much else is hashed before these are read.
        var left = slots.objects & slots.taken(by: event.type)
        while left != 0 {
            slots.prefetch(identity: event.object, left.trailingZeroBitCount)
            left &= left &- 1
        }
    }

    /// Starts loading what `fillDimensions` will read, some time before it; where values are few it costs
    /// nothing.
    @inline(__always)
    mutating func prefetchDimensions(of type: EventType, text: (Dimension) -> ByteSlice) {
        lookAtSizes()
        var left = largeSlots & slots.taken(by: type)
        while left != 0 {
            let slot = left.trailingZeroBitCount
            left &= left &- 1
            slots.prefetch(text(slots.dimension(slot)), slot)
        }
    }

    /// Sizes change slowly.
    @inline(__always)
    private mutating func lookAtSizes() {
        sinceAsked &+= 1
        guard sinceAsked >= 1_024 else { return }
        (sinceAsked, largeSlots) = (0, slots.large())
    }

    /// Fills the active dimensions from the format's own text of each, empty where it has none.
    ///
    /// What stays empty of the campaign comes from the object's URL.
    @inline(__always)
    mutating func fillDimensions(_ event: inout Event, text: (Dimension) -> ByteSlice) {
        event.dimensions = .init(repeating: ValueDictionary.absent)
        var left = slots.taken(by: event.type)
        while left != 0 {
            let slot = left.trailingZeroBitCount
            left &= left &- 1
            let dimension = slots.dimension(slot)
            if dimension == .source {
                event.dimensions[slot] = sourceNumbers[slot]
            } else if dimension == .object {
                event.dimensions[slot] = slots.intern(object, identity: event.object, slot)
            } else {
                let value = value(of: dimension, event.channel, text(dimension))
                if !value.isEmpty { event.dimensions[slot] = slots.intern(value, slot) }
            }
        }
    }

    /// Tells where a visit came from, by the format's own texts and the object's URL.
    @inline(__always)
    mutating func setTraffic(
        medium: ByteSlice,
        source: ByteSlice,
        referrer: ByteSlice,
        _ event: inout Event
    ) {
        guard wantsTraffic, event.channel == .web || event.channel == .app else { return }
        let isSilent = medium.isEmpty && source.isEmpty && referrer.isEmpty
        let isBare =
            parameters.medium.isEmpty && parameters.source.isEmpty && parameters.click == nil
        if isSilent, isBare { return }
        var signs = TrafficRules.Signs()
        signs.medium = lowered(medium, else: parameters.medium)
        signs.source = lowered(source, else: parameters.source)
        signs.click = parameters.click
        if !referrer.isEmpty { signs.referrer = otherHost(of: referrer) }
        event.traffic = traffic.source(signs)
    }

    /// The host of the element's referrer, which is asked for twice; empty if it is the element's own, or
    /// one of the settings': a page of the same site led nowhere new.
    private mutating func otherHost(of referrer: ByteSlice) -> ByteSlice {
        if !referrer.isSame(as: self.referrer) {
            self.referrer = referrer
            let host = cleaner.host(referrer)
            let isOwn = traffic.owns(host) || host.equals(cleaner.host(object))
            referrerHost = isOwn ? ByteSlice("") : host
        }
        return referrerHost
    }

    private mutating func lowered(_ text: ByteSlice, else parameter: ByteSlice) -> ByteSlice {
        text.isEmpty ? cleaner.lowered(cleaner.decode(parameter)) : cleaner.lowered(text)
    }

    @inline(__always)
    private mutating func value(
        of dimension: Dimension,
        _ channel: Channel,
        _ text: ByteSlice
    ) -> ByteSlice {
        switch dimension {
        case .channel: channel.literal
        case .referrer: text.isEmpty ? text : otherHost(of: text)
        case .campaign: text.isEmpty ? parameter(parameters.campaign) : cleaner.clean(text)
        case .medium: text.isEmpty ? parameter(parameters.medium) : cleaner.clean(text)
        case .content: text.isEmpty ? parameter(parameters.content) : cleaner.clean(text)
        default: text.isEmpty ? text : cleaner.clean(text)
        }
    }

    private mutating func parameter(_ text: ByteSlice) -> ByteSlice {
        text.isEmpty ? text : cleaner.clean(cleaner.decode(text))
    }
}

extension Channel {
    /// The name as bytes that live as long as the program.
    fileprivate var literal: ByteSlice {
        switch self {
        case .web: ByteSlice("web")
        case .app: ByteSlice("app")
        case .email: ByteSlice("email")
        case .push: ByteSlice("push")
        case .sms: ByteSlice("sms")
        case .social: ByteSlice("social")
        case .feedback: ByteSlice("feedback")
        case .business: ByteSlice("business")
        }
    }
}
