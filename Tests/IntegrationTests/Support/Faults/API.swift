// SPDX-License-Identifier: Apache-2.0

/// Requests by their numbers in Kafka's protocol.
enum API: Int16 {
    case produce = 0
    case initProducerID = 22
    case addPartitions = 24
    case addOffsets = 25
    case endTransaction = 26
    case commitOffsets = 28

    /// What a commit asks for, in this order.
    static let ofCommit: [API] = [
        .initProducerID, .addPartitions, .produce, .addOffsets, .commitOffsets, .endTransaction,
    ]
}
