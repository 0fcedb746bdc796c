# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What has to be installed, and how it gets there. Sourced, not run.
# shellcheck disable=SC2034  # the lists are for the scripts that source this

# Needed by the Swift toolchain itself, to start and to link.
readonly toolchain_packages=(g++ git libcurl4 libncurses6 libsqlite3-0 libuuid1 libxml2)

# The C libraries of Package.swift, and the charting library of the dashboard.
readonly library_packages=(
    libcurl4-openssl-dev libgnutls28-dev libgoogle-perftools-dev libjs-dygraphs liblz4-dev
    libmicrohttpd-dev librdkafka-dev libsimdjson-dev libsnappy-dev libssl-dev libyaml-dev libzstd-dev
    pkg-config zlib1g-dev
)

# What makes a Debian package of the program, and tries it in a fresh root.
readonly packaging_packages=(binutils dpkg-dev)
readonly fresh_root_packages=(debootstrap systemd)

# is_installed PACKAGE
is_installed() {
    local state
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) || return 1
    [ "$state" = installed ]
}

# need_packages PACKAGE...: installs those that are missing, and is silent when none is.
need_packages() {
    have dpkg-query || give_up "this script installs packages with apt and found no dpkg here." \
        "On another system install what corresponds to these packages of Debian 12," \
        "then build with: swift build -c release --product streamgauge" \
        "$*"

    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        give_up "these packages are missing and only root may install them: ${missing[*]}" \
            "As root, run this, then start the script again as yourself:" \
            "apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
    fi
    say "Installing with apt: ${missing[*]}"
    apt_get update
    apt_get install --yes --no-install-recommends "${missing[@]}"
}

# apt_get ARGUMENTS...: says nothing unless it fails, never asks.
apt_get() {
    local answer
    answer=$(DEBIAN_FRONTEND=noninteractive apt-get --quiet "$@" 2>&1 </dev/null) ||
        give_up "apt-get $1 failed:" "$answer"
}
