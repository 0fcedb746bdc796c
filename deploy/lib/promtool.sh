# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Prometheus and its checker of expositions. Sourced, not run.

# need_promtool FOLDER: puts promtool and prometheus in PATH; without them, those of Debian's package
# below FOLDER.
# The package is only unpacked: installing it would start a Prometheus, at each boot too.
need_promtool() {
    local folder=$1
    have promtool && have prometheus && return
    if [ ! -x "$folder/usr/bin/promtool" ]; then
        say "Fetching with apt, to unpack below .build: prometheus"
        mkdir -p "$folder"
        fetch_package prometheus "$folder"
        dpkg-deb --extract "$folder"/prometheus_*.deb "$folder"
        rm "$folder"/prometheus_*.deb
    fi
    PATH=$folder/usr/bin:$PATH
}

# fetch_package PACKAGE FOLDER: leaves the package's file there, without installing it.
fetch_package() {
    # Fresh machines have no package lists; only root can get them.
    if [ "$(id -u)" -eq 0 ] && ! apt-cache show "$1" >/dev/null 2>&1; then
        apt_get update
    fi
    (cd "$2" && apt-get --quiet=2 --option APT::Sandbox::User= download "$1" >&2) ||
        give_up "the package $1 cannot be fetched." \
            "Run apt-get update as root, or install it yourself, then start again."
}
