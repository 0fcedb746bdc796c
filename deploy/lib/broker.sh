# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A broker of KAFKA_HOME for a test, on ports of this machine. Sourced, not run.

# free_port: one that nobody listens on now.
free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port"
}

# start_broker FOLDER PORT: waits until it answers; sets broker_process.
start_broker() {
    local folder=$1 port=$2 controller waited=0
    controller=$(free_port)
    mkdir -p "$folder"
    cat >"$folder/server.properties" <<SERVER
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:$controller
controller.listener.names=CONTROLLER
listeners=PLAIN://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
listener.security.protocol.map=PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAIN
log.dirs=$folder/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
SERVER
    export LOG_DIR=$folder/logs KAFKA_HEAP_OPTS="-Xms96m -Xmx256m"
    "$KAFKA_HOME/bin/kafka-storage.sh" format --standalone --config "$folder/server.properties" \
        --cluster-id "$("$KAFKA_HOME/bin/kafka-storage.sh" random-uuid)" >"$folder/format.log" 2>&1 ||
        give_up "the broker's folder cannot be made:" "$(cat "$folder/format.log")"
    "$KAFKA_HOME/bin/kafka-server-start.sh" "$folder/server.properties" >"$folder/broker.log" 2>&1 &
    broker_process=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        waited=$((waited + 1))
        [ "$waited" -lt 120 ] && kill -0 "$broker_process" 2>/dev/null ||
            give_up "the broker does not start:" "$(tail -n 5 "$folder/broker.log")"
        sleep 0.5
    done
}

# make_topic PORT TOPIC PARTITIONS
make_topic() {
    "$KAFKA_HOME/bin/kafka-topics.sh" --bootstrap-server "127.0.0.1:$1" --create --topic "$2" \
        --partitions "$3" --replication-factor 1 >/dev/null
}

stop_broker() {
    [ -n "${broker_process:-}" ] || return 0
    kill "$broker_process" 2>/dev/null || true
    wait "$broker_process" 2>/dev/null || true
    broker_process=
}
