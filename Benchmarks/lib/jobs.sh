# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The same jobs by the daemon and by its peers, on the same topics. Sourced, not run.

# run_jobs JOBS EVENTS ROUNDS CASES: measures, compares, prints tables, keeps all as JSON.
run_jobs() {
    local jobs=$1 events=$2 rounds=$3 only=$4 job round name
    local -A loads=()
    for job in $jobs; do
        load_for "$job" "$events"
    done
    for ((round = 1; round <= rounds; round++)); do
        for job in $jobs; do
            for name in ${only:-$(cases_of "$job")}; do
                say "Round $round of $rounds: $job, $name"
                run_case "$job" "$name" "$round" "$events" | tee -a "$measurements" >&2
            done
        done
    done
    describe_jobs "$events" "$rounds" >"$folder/about.json"
    "$python" Benchmarks/peers/report.py "$folder/about.json" "$measurements"
}

# The topic that a job reads. Jobs on the same events read the same one.
input_of() {
    case $1 in
        ctr | bounce | reach) echo clicks ;;
        ads) echo ads ;;
        catalogue) echo story ;;
        *) give_up "there is no job $1; there are: stages ctr ads bounce reach catalogue" ;;
    esac
}

# load_for JOB EVENTS: fills the job's topic unless it is.
load_for() {
    local input seconds=7200
    input=$(input_of "$1")
    [ -z "${loads[$input]:-}" ] || return 0
    # Sessions need hours, ads do not.
    [ "$input" != ads ] || seconds=1200
    say "Loading $2 events into $input"
    loads[$input]=$("$throughput" load --brokers "$brokers" --topic "$input" --job "$input" \
        --events "$2" --seconds "$seconds" "${load_options[@]}")
}

# cases_of JOB: the daemon, and the peers that were asked for.
cases_of() {
    local cases="streamgauge" peer
    [ "$1" != ctr ] || cases+=" streamgauge-1s"
    # No peer has a catalogue.
    for peer in $([ "$1" = catalogue ] || echo "$peers"); do
        case $peer in
            streams) cases+=" streams-eos-1 streams-eos-2 streams-alo-1 streams-alo-2" ;;
            flink)
                cases+=" flink-5s-1 flink-5s-2"
                [ "$1" != ctr ] || cases+=" flink-1s-1"
                ;;
            python) cases+=" python" ;;
            *) give_up "there is no peer $peer; there are: streams flink python" ;;
        esac
    done
    echo "$cases"
}

# run_case JOB CASE ROUND EVENTS: prints the measurement, after its results were compared.
run_case() {
    local job=$1 name=$2 events=$4 output=$1-$2-$3 input metrics=- port measured
    input=$(input_of "$job")
    if [[ $name == streamgauge* ]]; then
        port=$(free_port)
        metrics=http://127.0.0.1:$port/metrics
        cat Benchmarks/peers/streamgauge/{common,"$job"}.yaml >"$folder/$output.yaml"
        local commit=${name#streamgauge}
        commit=${commit#-}
        peer_command=(
            env "BENCHMARK_INPUT=$input" "BENCHMARK_OUTPUT=$output" "BENCHMARK_BROKERS=$brokers"
            "BENCHMARK_COMMIT=${commit:-5s}" "BENCHMARK_PORT=$port"
            "$daemon" run --config "$folder/$output.yaml"
        )
    else
        command_of "$job" "$name" "$input" "$output" "$events"
        create_topic "$output"
        [[ $name != streams* ]] || create_topic "$output-ticks"
    fi
    measured=$("$python" Benchmarks/peers/measure.py "$job" "$name" "$3" "$events" "$input" \
        "$broker_jmx" "$metrics" "${peer_command[@]}" 2>"$folder/$output.log") ||
        give_up "$job, $name did not end well:" "$(tail -n 20 "$folder/$output.log")"
    [ "$job" = catalogue ] ||
        "$python" Benchmarks/peers/results.py "$job" "$name" "$brokers" "$output" "$folder/$job.json" ||
        give_up "$job: what $name wrote is not what the others wrote; its figures are worth nothing."
    rm -rf "${folder:?}/$output"
    printf '%s\n' "$measured"
}

# create_topic NAME: Streams gives results the time of their events, which are older than a broker keeps.
create_topic() {
    "$KAFKA_HOME/bin/kafka-topics.sh" --bootstrap-server "$brokers" --create --topic "$1" --partitions 6 \
        --config retention.ms=-1 >"$folder/topics.log" 2>&1 || give_up "no topic $1:" "$(cat "$folder/topics.log")"
}

# describe_jobs EVENTS ROUNDS: the circumstances, as JSON.
describe_jobs() {
    local input
    local -a loaded=()
    for input in "${!loads[@]}"; do
        loaded+=("$input" "${loads[$input]}")
    done
    "$python" - "$1" "$2" "$compression" "${load_options[3]}" "${loaded[@]}" <<END
import datetime, json, sys
events, rounds, compression, batch, *loads = sys.argv[1:]
print(json.dumps({
    "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "command": "Benchmarks/run --events %s --rounds %s" % (events, rounds),
    "machine": "$(nproc) x $(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo), Linux $(uname -r)",
    "load": "$(cut -d ' ' -f 1-3 /proc/loadavg)",
    "versions": {
        "streamgauge": "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)",
        "swift": "$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([^ ]*\).*/\1/p;q')",
        "librdkafka": "$(pkg-config --modversion rdkafka)",
        "kafka": "$(basename "$(compgen -G "$KAFKA_HOME/libs/kafka-clients-*.jar" | head -n 1)" .jar)",
        "streams": "4.3.1", "flink": "2.2.1", "connector": "5.0.0-2.2",
        "java": "$(java -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p;q')",
        "python": "%d.%d.%d" % sys.version_info[:3], "wheels": "${peer_wheels[*]}",
    },
    "settings": {"compression": compression, "batchRecords": int(batch), "partitions": 6,
                 "events": int(events), "rounds": int(rounds)},
    "loads": dict(zip(loads[::2], loads[1::2])),
}))
END
}
