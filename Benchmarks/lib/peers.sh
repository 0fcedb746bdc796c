# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The systems that are measured beside the daemon: what they need, and how each is started. Sourced, not run.
#
# PEERS_HOME has these jars of Maven Central, by folder; a JDK compiles what uses them:
#     kafka-streams/  org.apache.kafka:kafka-streams:4.3.1, org.rocksdb:rocksdbjni:10.1.3
#     flink/          org.apache.flink:flink-sql-connector-kafka:5.0.0-2.2
# Flink itself and Python's clients come from PyPI, into .build/benchmarks/python.

readonly peer_wheels=(apache-flink-libraries==2.2.1 confluent-kafka==2.16.1 orjson==3.13.0)

readonly peer_log=-Dlog4j2.configurationFile=Benchmarks/peers/log4j2.properties

# What Flink's own scripts open on Java 17.
readonly flink_java_options=(
    --add-exports=java.base/sun.net.util=ALL-UNNAMED
    --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED
    --add-opens=java.base/java.lang=ALL-UNNAMED
    --add-opens=java.base/java.net=ALL-UNNAMED
    --add-opens=java.base/java.io=ALL-UNNAMED
    --add-opens=java.base/java.nio=ALL-UNNAMED
    --add-opens=java.base/java.lang.reflect=ALL-UNNAMED
    --add-opens=java.base/java.text=ALL-UNNAMED
    --add-opens=java.base/java.time=ALL-UNNAMED
    --add-opens=java.base/java.util=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED
    --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED
)

# need_peers NAMES: sets `python`, which also compares results, and compiles those that are named.
need_peers() {
    local built=$PWD/.build/benchmarks
    python=$built/python/bin/python
    need_python "$built/python"
    flink_libraries=$("$python" -c \
        'import importlib.util as u; print(u.find_spec("pyflink").submodule_search_locations[0])')/lib
    streams_path="$built/streams:${PEERS_HOME:-}/kafka-streams/*:$KAFKA_HOME/libs/*"
    flink_path="$built/flink:Benchmarks/peers/flink:$flink_libraries/*:${PEERS_HOME:-}/flink/*"
    [[ " $1 " != *" streams "* ]] || compile streams "$streams_path" "$built" kafka-streams
    [[ " $1 " != *" flink "* ]] || compile flink "$flink_path" "$built" flink
}

# need_python FOLDER: a virtual environment with the wheels; kept.
need_python() {
    have python3 || need_packages python3 python3-venv
    [ "$(cat "$1/wheels" 2>/dev/null)" != "${peer_wheels[*]}" ] || return 0
    say "Installing from PyPI: ${peer_wheels[*]}"
    python3 -m venv "$1" || give_up "Python makes no virtual environment: install python3-venv."
    "$1/bin/python" -m pip install --quiet "${peer_wheels[@]}"
    printf '%s' "${peer_wheels[*]}" >"$1/wheels"
}

# compile NAME CLASS_PATH FOLDER JARS
compile() {
    if ! compgen -G "${PEERS_HOME:-/nowhere}/$4/*.jar" >/dev/null; then
        give_up "PEERS_HOME is ${PEERS_HOME:-not set}; no $4/*.jar is there." \
            "Benchmarks/lib/peers.sh says which jars of Maven Central it has." \
            "Without them: --peers \"python\"."
    fi
    have javac || need_packages default-jdk-headless
    mkdir -p "$3/$1"
    javac -Xlint:all,-processing,-classfile,-path -Werror -d "$3/$1" -cp "$2" Benchmarks/peers/"$1"/*.java
}

# command_of JOB CASE INPUT OUTPUT EVENTS: sets `peer_command`. A case is PEER or PEER-HOW-PARALLELISM.
command_of() {
    local how guarantee
    how=${2#*-} how=${how%-*}
    case $2 in
        streams-*)
            guarantee=exactly_once_v2
            [ "$how" = eos ] || guarantee=at_least_once
            peer_command=(
                java -Xmx1g "$peer_log" -cp "$streams_path" Main "$1" "$brokers" "$3" "$4" "$5"
                "$guarantee" "${2##*-}" 5000 "$folder/$4"
            )
            ;;
        flink-*)
            peer_command=(
                java -Xmx2g "$peer_log" "${flink_java_options[@]}" -cp "$flink_path" Main "$1" "$brokers" "$3" "$4"
                "${2##*-}" "${how%s}000" "$folder/$4" Benchmarks/peers/flink
            )
            ;;
        python) peer_command=("$python" Benchmarks/peers/python/job.py "$1" "$brokers" "$3" "$4" "$5") ;;
        *) give_up "there is no case $2" ;;
    esac
}
