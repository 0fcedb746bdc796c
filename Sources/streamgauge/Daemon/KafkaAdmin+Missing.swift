// SPDX-License-Identifier: Apache-2.0

import Kafka

extension KafkaAdmin {
    /// Which of some topics a broker does not know.
    ///
    /// Each is asked for by its name: a list of all leaves out those to which there is no right.
    ///
    /// - Returns: them. One broker's word for one moment: who acts upon it asks again after a while.
    /// - Throws: brokers that cannot be reached or refuse.
    func missing(among topics: Set<String>) throws(KafkaError) -> Set<String> {
        var missing: Set<String> = []
        for name in topics {
            do throws(KafkaError) {
                _ = try topic(name)
            } catch {
                guard error.isAboutOneTopic else { throw error }
                if error.code == .unknownTopic { missing.insert(name) }
            }
        }
        return missing
    }
}
