# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# An Alertmanager that tests send alerts to. Sourced behind promtool.sh, not run.

# need_alertmanager FOLDER: puts prometheus-alertmanager in PATH; without one, that of Debian's package
# below FOLDER. The package is only unpacked: installing it would start a service, at each boot too.
need_alertmanager() {
    local folder=$1
    have prometheus-alertmanager && return
    if [ ! -x "$folder/bin/prometheus-alertmanager" ]; then
        say "Fetching with apt, to unpack below .build: prometheus-alertmanager"
        mkdir -p "$folder/bin"
        fetch_package prometheus-alertmanager "$folder"
        dpkg-deb --extract "$folder"/prometheus-alertmanager_*.deb "$folder"
        rm "$folder"/prometheus-alertmanager_*.deb
        # It seeks its templates below /usr/share: it gets a view of the files in which they are there.
        cat >"$folder/bin/prometheus-alertmanager" <<'END'
#!/bin/sh
folder=$(cd "$(dirname "$0")/.." && pwd)
exec unshare --user --map-root-user --mount sh -c 'mount --bind "$0" /usr/share && exec "$@"' \
    "$folder/usr/share" "$folder/usr/bin/prometheus-alertmanager" "$@"
END
        chmod +x "$folder/bin/prometheus-alertmanager"
    fi
    PATH=$folder/bin:$PATH
}
