# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A fresh root, run as a machine of its own by systemd-nspawn. Sourced behind fresh-root.sh, not run.

# start_machine FOLDER OPTION...: with the processes of its own, and the options of nspawn that are given;
# what listens in it goes with it. Sets machine_process and first_process.
start_machine() {
    local folder=$1 waited=0
    shift
    systemd-nspawn --quiet --directory="$folder" --machine="streamgauge-$$" --register=no --keep-unit "$@" \
        >"$folder.machine.log" 2>&1 </dev/null &
    machine_process=$!
    until first_process=$(pgrep --parent "$machine_process" | head -n 1) && [ -n "$first_process" ] &&
        in_machine true 2>/dev/null; do
        waited=$((waited + 1))
        [ "$waited" -lt 120 ] && kill -0 "$machine_process" 2>/dev/null ||
            give_up "the machine does not start:" "$(tail -n 5 "$folder.machine.log")"
        sleep 0.5
    done
}

# in_machine COMMAND...: as its root, with a clean environment.
in_machine() {
    nsenter --target "$first_process" --mount --pid --uts --ipc --net \
        /usr/bin/env --ignore-environment HOME=/root LANG=C.UTF-8 TERM=xterm \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# stop_machine: with all that runs in it.
stop_machine() {
    [ -n "${machine_process:-}" ] || return 0
    # Its first process ends all others with itself, and nspawn with it.
    [ -z "${first_process:-}" ] || kill -KILL "$first_process" 2>/dev/null || true
    sleep 0.5
    kill "$machine_process" 2>/dev/null || true
    wait "$machine_process" 2>/dev/null || true
    machine_process=""
    first_process=""
}
