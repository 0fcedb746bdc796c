// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Tells inputs of the state that are not read any more from those that are only not seen at the moment.
struct AbsentInputs {
    /// Between two questions whether a topic exists, ms: a broker that has only just started may not know yet.
    private static let pause: Int64 = 5_000

    /// Why each of them is not read any more.
    let retirements: [TopicPartition: Retirement]

    /// Asks what became of inputs.
    ///
    /// - Parameters:
    ///   - absent: inputs of the state that were not found.
    ///   - sources: tell which topics are inputs of the settings.
    ///   - admin: asks for topics.
    /// - Throws: one that must be there, now or for good; brokers that cannot be reached.
    init(
        _ absent: [TopicPartition],
        _ sources: InputSources,
        _ admin: KafkaAdmin
    ) throws(ProgramError) {
        var retirements: [TopicPartition: Retirement] = [:]
        var sources = sources
        let missing = try Self.missing(among: Set(absent.map(\.topic)), admin)
        for partition in absent {
            if missing.contains(partition.topic) {
                retirements[partition] = .gone
            } else if sources.number(of: partition.topic) == nil {
                retirements[partition] = .unnamed
            } else {
                throw try Self.refusal(of: partition, admin)
            }
        }
        self.retirements = retirements
    }

    /// The topics that do not exist, as brokers say twice.
    private static func missing(
        among topics: Set<String>,
        _ admin: KafkaAdmin
    ) throws(ProgramError) -> Set<String> {
        do throws(KafkaError) {
            let first = try admin.missing(among: topics)
            guard !first.isEmpty else { return [] }
            SystemClock.sleep(milliseconds: pause)
            return try admin.missing(among: first)
        } catch {
            throw ProgramError(error)
        }
    }

    /// Why a partition of a topic that is an input and exists was not found.
    private static func refusal(
        of partition: TopicPartition,
        _ admin: KafkaAdmin
    ) throws(ProgramError) -> ProgramError {
        do throws(KafkaError) {
            let count = try admin.topic(partition.topic).partitionCount
            guard partition.partition >= count else {
                let reason = "the brokers did not show \(partition) a moment ago"
                return ProgramError(.unavailable, reason, isRetriable: true)
            }
            return ProgramError(
                .data,
                "\(partition) was read, but its topic has \(count) partitions: it was made anew; begin "
                    + "anew with `streamgauge state reset`"
            )
        } catch {
            throw ProgramError(error)
        }
    }
}
