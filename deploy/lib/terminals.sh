# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Terminals in a machine, in which what pages say is typed. Sourced behind machine.sh and pages.sh, not run.
# `root` is the folder of the machine; `work` takes what commands print.

staying=0

# terminal FOLDER TEXT: a terminal in which somebody has typed the exports of before, and now this.
terminal() {
    in_machine /bin/bash -c '. /srv/exports; cd "$1"; set -euo pipefail; eval "$2"' bash "$1" "$2" </dev/null
}

# type_in FOLDER TEXT LOG [SHOWN]: to its end, again for a minute while it does not print what is shown.
type_in() {
    local tries=0
    until terminal "$1" "$2" >"$3" 2>&1 && { [ ! -e "${4:-}" ] || is_printed "$4" "$3"; }; do
        tries=$((tries + 1))
        [ -e "${4:-}" ] && [ "$tries" -lt 30 ] ||
            give_up "not as the page says: $2" "$(tail -n 30 "$3")"
        sleep 2
    done
    keep_exports "$1" "$2"
}

# stay FOLDER TEXT SAID SHOWN: goes on; waits for what it is to say, or what is shown.
stay() {
    local log
    staying=$((staying + 1))
    log=$work/staying-$staying.log
    keep_exports "$1" "$2"
    terminal "$1" "$2" >"$log" 2>&1 &
    [ -z "$3" ] || await "$3" grep --quiet "$3" "$log"
    [ ! -e "$4" ] || await "what the page shows of: $2" is_printed "$4" "$log"
}

# keep_exports FOLDER TEXT: what was exported in one terminal is typed in all others, too.
keep_exports() { { grep '^export ' <<<"$2" || true; } | sed "s|\$PWD|$1|g" >>"$root/srv/exports"; }

# await WHAT COMMAND...: at most a minute, or `patience` seconds.
await() {
    local what=$1 tries=0
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt $((${patience:-60} * 2)) ] || give_up "waited in vain for $what" "$(tail -n 5 "$work"/staying-*.log)"
        sleep 0.5
    done
}
