# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Measures `streamgauge run` from outside, as a user would see it. Sourced, not run.

daemon_pid=

# What a reading of /metrics is behind the truth on average: half of the interval in which the
# ingest thread publishes its counts (200 ms) and of the one in which they are looked at.
readonly staleness_ms=200

# run_daemon NAME BINARY TOPIC EVENTS FOLDER: prints a measurement as one line of JSON.
#
# The name daemon-TIME sets how often is committed, daemon-TIME@LIBRARY besides which library allocates
# (`jemalloc`, `glibc`) instead of the one that is linked. Every run is an application of its own.
# CPU time is counted from the moment at which a tenth of the events had been read.
run_daemon() {
    local name=$1 binary=$2 topic=$3 events=$4 folder=$5 port config log began commit
    local records=0 cpu=0 warm_records=0 warm_cpu=0
    port=$(free_port)
    config=$folder/daemon.yaml
    log=$folder/daemon.log
    commit=5s
    [ "$name" = daemon ] || commit=${name#daemon-}
    local allocator=
    case $commit in
        *@jemalloc) allocator=libjemalloc.so.2 ;;
        *@glibc) allocator=libc.so.6 ;;
        *@*) give_up "no such allocator: $name" ;;
    esac
    commit=${commit%@*}
    {
        "$throughput" settings --brokers "$brokers" --topic "$topic" --port "$port" |
            sed "s/^application: .*/application: benchmark-$(now_ms)/"
        printf 'state: { commit: %s }\n' "$commit"
    } >"$config"
    began=$(now_ms)
    LD_PRELOAD=$allocator "$binary" run --config "$config" >"$log" 2>&1 &
    daemon_pid=$!
    local -a times=() cpus=()
    local last_scrape=0 pause=200
    while [ "$records" -lt "$events" ]; do
        [ $(($(now_ms) - began)) -lt 600000 ] || give_up "streamgauge read only $records records"
        sleep 0.05
        cpu=$(cpu_ticks "$daemon_pid") || give_up "streamgauge ended:" "$(tail -n 20 "$log")"
        times+=("$(now_ms)")
        cpus+=("$cpu")
        [ $((times[-1] - last_scrape)) -ge $pause ] || continue
        last_scrape=${times[-1]}
        records=$(records_read "$port")
        if [ "$warm_records" -eq 0 ] && [ "$records" -ge $((events / 10)) ]; then
            warm_records=$records
            warm_cpu=$(cpu_at $((last_scrape - staleness_ms)))
            # From now on scrapes would only cost the daemon time.
            pause=1000
        fi
    done
    cpu=$(cpu_ticks "$daemon_pid")
    [ "$warm_records" -lt "$events" ] || give_up "too few events to measure: take more"
    local peak
    peak=$(awk '/^VmHWM:/ { print $2 * 1024 }' "/proc/$daemon_pid/status")
    local hz wall
    hz=$(getconf CLK_TCK)
    wall=$(($(now_ms) - began))
    curl --silent --max-time 5 "http://127.0.0.1:$port/metrics" >"$folder/metrics.txt" || true
    stop_daemon
    awk -v events="$records" -v warm="$warm_records" -v cpu="$cpu" -v warm_cpu="$warm_cpu" \
        -v hz="$hz" -v wall="$wall" -v peak="$peak" -v name="$name" 'BEGIN {
            printf "{\"name\":\"%s\",\"events\":%d,\"measuredEvents\":%d,", name, events, events - warm
            printf "\"cpuSeconds\":%.3f,\"wholeCPUSeconds\":%.3f,", (cpu - warm_cpu) / hz, cpu / hz
            printf "\"wallSeconds\":%.3f,\"peakResidentBytes\":%d,\"findings\":{}}\n", wall / 1000, peak
        }'
}

now_ms() { printf '%s\n' $((${EPOCHREALTIME/./} / 1000)); }

# User and system time of a process; its name has no blank, so the fields are where they seem.
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat" 2>/dev/null; }

# records_read PORT: what /metrics says of records, whatever became of them; 0 before it is served.
records_read() {
    { curl --silent --max-time 5 "http://127.0.0.1:$1/metrics" || true; } |
        awk '/^streamgauge_records_total[{]/ { sum += $NF } END { printf "%d\n", sum }'
}

# cpu_at MS: CPU time at a moment, from the samples.
cpu_at() {
    local position
    for ((position = ${#times[@]} - 1; position > 0; position--)); do
        [ "${times[position]}" -gt "$1" ] || break
    done
    printf '%s\n' "${cpus[position]}"
}

stop_daemon() {
    [ -n "$daemon_pid" ] || return 0
    kill "$daemon_pid" 2>/dev/null || true
    wait "$daemon_pid" 2>/dev/null || true
    daemon_pid=
}
