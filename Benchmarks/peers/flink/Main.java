// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Runs a job's SQL in a local cluster until it has read all events, then ends in good order.
 *
 * Arguments: job, brokers, input, output, parallelism, interval of checkpoints in ms, folder of state,
 * folder of SQL.
 */
final class Main {
    public static void main(String[] arguments) throws Exception {
        Map<String, String> names =
            Map.of("brokers", arguments[1], "input", arguments[2], "output", arguments[3]);
        Path folder = Path.of(arguments[7]);
        StreamTableEnvironment tables = StreamTableEnvironment.create(
            StreamExecutionEnvironment.getExecutionEnvironment(settings(arguments))
                .setParallelism(Integer.parseInt(arguments[4])));
        TableResult result = null;
        for (String file : new String[] {"source.sql", "sink.sql", arguments[0] + ".sql"}) {
            for (String statement : Files.readString(folder.resolve(file)).split(";\\s*\n")) {
                if (!statement.isBlank()) result = tables.executeSql(filled(statement, names));
            }
        }
        Thread watch = new Thread(Main::tell);
        watch.setDaemon(true);
        watch.start();
        result.await();
        System.out.println("records " + SourceCounter.sum());
        System.out.println("done");
        System.exit(0);
    }

    private static Configuration settings(String[] arguments) {
        Configuration settings = new Configuration();
        settings.setString("execution.runtime-mode", "STREAMING");
        settings.setString("execution.checkpointing.interval", arguments[5] + " ms");
        settings.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
        settings.setString("execution.checkpointing.storage", "filesystem");
        settings.setString("execution.checkpointing.dir", Path.of(arguments[6]).toUri().toString());
        // The state is small: on the heap, as the documentation recommends then.
        settings.setString("state.backend.type", "hashmap");
        settings.setString("taskmanager.memory.managed.size", "256m");
        settings.setString("taskmanager.numberOfTaskSlots", arguments[4]);
        settings.setString("pipeline.object-reuse", "true");
        settings.setString("pipeline.generic-types", "false");
        // Tuning guide of SQL.
        settings.setString("table.exec.mini-batch.enabled", "true");
        settings.setString("table.exec.mini-batch.allow-latency", "1 s");
        settings.setString("table.exec.mini-batch.size", "5000");
        settings.setString("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        settings.setString("table.local-time-zone", "UTC");
        settings.setString("metrics.reporter.progress.factory.class", SourceCounter.class.getName());
        // A failure ends the job instead of being repeated.
        settings.setString("restart-strategy.type", "none");
        settings.setString("rest.port", "0");
        settings.setString("rest.bind-port", "0");
        return settings;
    }

    private static String filled(String statement, Map<String, String> names) {
        for (Map.Entry<String, String> name : names.entrySet()) {
            statement = statement.replace("${" + name.getKey() + "}", name.getValue());
        }
        return statement;
    }

    private static void tell() {
        while (true) {
            System.out.println("records " + SourceCounter.sum());
            try {
                Thread.sleep(100);
            } catch (InterruptedException error) {
                return;
            }
        }
    }
}
