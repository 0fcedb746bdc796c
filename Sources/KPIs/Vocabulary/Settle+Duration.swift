// SPDX-License-Identifier: Apache-2.0

extension Settle {
    /// How long a sent message can take to be delivered, ms.
    static let deliveryTime: Int64 = 72 * 3_600_000

    /// The duration under given parameters, ms.
    public func duration(_ parameters: Catalogue.Parameters) -> Int64 {
        switch self {
        case .none: 0
        case .webSession: parameters.sessionTimeout
        case .appSession: parameters.appTimeout
        case .delivery: Self.deliveryTime
        case .attribution: parameters.attribution
        case .fixed(let duration): duration
        }
    }
}
