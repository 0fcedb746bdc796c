// SPDX-License-Identifier: Apache-2.0

/// Where a broker listens, as the cluster says.
struct BrokerAddress: Hashable {
    var host: String
    var port: Int32
}
