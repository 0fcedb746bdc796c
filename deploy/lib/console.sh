# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What every script says, and how it gives up. Sourced, not run.

# sysexits: something this machine should have is not there and cannot be had.
readonly unavailable=69

# say LINE...
say() { printf '%s\n' "$@" >&2; }

# Stops the script: every argument is one line of the reason.
give_up() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
    exit "$unavailable"
}

have() { command -v "$1" >/dev/null 2>&1; }
