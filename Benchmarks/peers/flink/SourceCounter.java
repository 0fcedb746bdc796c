// SPDX-License-Identifier: Apache-2.0

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Adds up what the source of events says that it read; Flink counts that anyway. */
public final class SourceCounter implements MetricReporter, MetricReporterFactory {
    private static final List<Counter> COUNTERS = new CopyOnWriteArrayList<>();

    static long sum() { return COUNTERS.stream().mapToLong(Counter::getCount).sum(); }

    @Override
    public MetricReporter createMetricReporter(Properties properties) { return this; }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
        boolean isEvents = operator.startsWith("Source: ") && operator.contains("events");
        if (isEvents && name.equals("numRecordsIn") && metric instanceof Counter counter) {
            COUNTERS.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
