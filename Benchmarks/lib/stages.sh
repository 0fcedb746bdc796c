# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What reading, decoding and counting cost one by one, down to a bare consumer. Sourced, not run.

readonly stages_topic=events

# run_stages EVENTS ROUNDS CASES: measures the stages in turn and prints a table.
#
# A case daemon-TIME is the daemon with `state.commit: TIME`; without it 5s. With 300s it ends before
# the first commit: what is left is what commits cost.
run_stages() {
    local events=$1 rounds=$2 cases=$3
    [ -n "$cases" ] || cases="floor decode aggregate daemon"
    say "Loading $events events"
    loaded=$("$throughput" load --brokers "$brokers" --topic "$stages_topic" --events "$events" \
        "${load_options[@]}")
    measure_stages "$events" "$rounds" "$cases"
    describe_stages "$rounds"
    "$throughput" report --measurements "$measurements"
    say "Measurements: $measurements"
}

measure_stages() {
    local events=$1 rounds=$2 cases=$3 round name
    measurements=Benchmarks/results/$(date --utc +%Y%m%dT%H%M%SZ).ndjson
    for ((round = 1; round <= rounds; round++)); do
        for name in $cases; do
            say "Round $round of $rounds: $name"
            if [[ $name == daemon* ]]; then
                # A shell of its own, which alone knows the daemon and ends it whatever happens.
                (
                    trap stop_daemon EXIT
                    run_daemon "$name" "$daemon" "$stages_topic" "$events" "$folder"
                )
            else
                "$throughput" "$name" --brokers "$brokers" --topic "$stages_topic" --events "$events"
            fi | tee -a "$measurements" >&2
        done
    done
}

describe_stages() {
    printf "%s\n" \
        "Machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)," \
        "Linux $(uname -r), load $(cut -d ' ' -f 1-3 /proc/loadavg)." \
        "Versions: $(swift --version 2>/dev/null | sed -n 's/.*Swift version \([^ ]*\).*/Swift \1/p;q')," \
        "librdkafka $(pkg-config --modversion rdkafka), simdjson $(pkg-config --modversion simdjson)," \
        "$(basename "$KAFKA_HOME"), commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)." \
        "Load: $loaded, 6 partitions, $compression." \
        "Settings: KPIs: $kpis; five of them by [campaign] and [campaign, country]." \
        "CPU is user + system time of the whole process after the first tenth; $1 rounds." ""
}
