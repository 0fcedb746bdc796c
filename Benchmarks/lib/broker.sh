# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A real Kafka in a temporary folder, which ends with the script. Sourced, not run.

broker_pid=
broker_jmx=

# On loopback only, where nobody has to say who he is.
readonly jmx_options=(
    -Dcom.sun.management.jmxremote.{port=PORT,rmi.port=PORT,host=127.0.0.1,authenticate=false,ssl=false}
    -Djava.rmi.server.hostname=127.0.0.1
)

# free_port: prints a port of loopback on which nothing listens.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    printf '%s\n' "$port"
}

# start_broker FOLDER [jmx]: sets `brokers`, with jmx also `broker_jmx`, the port of its counters; needs
# KAFKA_HOME.
start_broker() {
    local folder=$1 port controller
    [ -z "${2:-}" ] || broker_jmx=$(free_port)
    port=$(free_port)
    controller=$(free_port)
    brokers=127.0.0.1:$port
    cat >"$folder/server.properties" <<END
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:$controller
listeners=PLAINTEXT://$brokers,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://$brokers,CONTROLLER://127.0.0.1:$controller
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=$folder/data
auto.create.topics.enable=false
log.retention.ms=-1
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
END
    (
        # The official scripts put their logs there.
        export LOG_DIR=$folder KAFKA_HEAP_OPTS="-Xms512m -Xmx512m"
        "$KAFKA_HOME/bin/kafka-storage.sh" format --standalone -t c3RyZWFtZ2F1Z2UtYmVuY2g \
            -c "$folder/server.properties" >"$folder/broker.log" 2>&1
        [ -z "$broker_jmx" ] || export KAFKA_OPTS="${KAFKA_OPTS:-} ${jmx_options[*]/PORT/$broker_jmx}"
        exec "$KAFKA_HOME/bin/kafka-server-start.sh" "$folder/server.properties" \
            >>"$folder/broker.log" 2>&1
    ) &
    broker_pid=$!
    await_broker "$folder" "$port"
}

await_broker() {
    local tries
    for tries in {1..600}; do
        kill -0 "$broker_pid" 2>/dev/null || break
        ! grep -q 'Kafka Server started' "$1/broker.log" 2>/dev/null || return 0
        sleep 0.1
    done
    give_up "Kafka did not start within a minute:" "$(tail -n 20 "$1/broker.log")"
}

stop_broker() {
    [ -n "$broker_pid" ] || return 0
    kill "$broker_pid" 2>/dev/null || true
    wait "$broker_pid" 2>/dev/null || true
    broker_pid=
}
