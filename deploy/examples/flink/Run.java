// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/** Runs files of SQL in a local cluster until the last statement ends. Arguments: brokers, FILE... */
final class Run {
    public static void main(String[] arguments) throws Exception {
        TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.newInstance().inStreamingMode().build());
        tables.getConfig().set("execution.checkpointing.interval", "1 s");
        tables.getConfig().set("parallelism.default", "1");
        tables.getConfig().set("rest.port", "0");
        tables.getConfig().set("rest.bind-port", "0");
        TableResult result = null;
        for (int index = 1; index < arguments.length; index++) {
            String text = Files.readString(Path.of(arguments[index]))
                .replaceAll("(?m)^ *--.*\n", "").replace("${brokers}", arguments[0]);
            for (String statement : text.split(";\\s*\n")) {
                if (!statement.isBlank()) result = tables.executeSql(statement);
            }
        }
        if (result != null) result.await();
        // Clients of Kafka may leave threads behind.
        System.exit(0);
    }
}
