// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline

extension Daemon {
    /// Tells where it goes on from and what it reads.
    func announce(_ inputs: [InputPartition], _ begin: DaemonStart, _ state: DaemonState?) {
        if let stored = state?.start.stored {
            log.info(
                "goes on from the stored state",
                [
                    ("commit", "\(stored.header.sequence)"),
                    ("parts", "\(stored.image.count)"), ("bytes", "\(stored.image.byteCount)"),
                ]
            )
        }
        if let released = state?.configuration.released, !released.isEmpty {
            log.info(
                "numbers of values to which nothing in the state refers any more are free again",
                [
                    ("values", "\(released.values)"),
                    ("combinations", "\(released.combinations)"), ("series", "\(released.series)"),
                ]
            )
        }
        tellRetired(inputs)
        let read = inputs.filter { $0.retirement == nil }
        log.info(
            "streamgauge \(Program.version) reads",
            [
                ("partitions", "\(read.count)"),
                ("topics", Set(read.map(\.partition.topic)).sorted().joined(separator: ",")),
                ("kpis", "\(blueprint.plan.kpis.count)"),
                ("generation", "\(begin.generation)"),
                ("http", "\(server.address)/metrics"),
            ] + StartBanner.fields(blueprint)
        )
    }
}
