# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A Debian 12 of its own in a folder, entered with chroot. Sourced, not run; needs root.

readonly debian_mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

# make_root FOLDER CACHE: a minimal Debian 12 there; what is fetched is kept in CACHE for the next one.
make_root() {
    [ "$(id -u)" -eq 0 ] || give_up "a fresh root is made by root only: start this as root."
    mkdir -p "$2"
    if [ ! -e "$2/base.tar" ]; then
        say "Fetching a minimal Debian 12 (about 70 MB, 210 MB unpacked)"
        debootstrap --variant=minbase bookworm "$2/base" "$debian_mirror" >"$2/debootstrap.log" 2>&1 ||
            give_up "debootstrap failed:" "$(tail -n 5 "$2/debootstrap.log")"
        rm -f "$2/base/var/cache/apt/archives/"*.deb
        tar --create --file "$2/base.tar.new" --directory "$2/base" .
        mv "$2/base.tar.new" "$2/base.tar"
        rm -rf "$2/base"
    fi
    mkdir -p "$1"
    tar --extract --file "$2/base.tar" --directory "$1"
    cp /etc/resolv.conf "$1/etc/resolv.conf"
    # Nothing is started by an installation in there.
    printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"
    chmod +x "$1/usr/sbin/policy-rc.d"
    mount --bind /proc "$1/proc"
    mount --bind /dev "$1/dev"
}

# in_root FOLDER COMMAND...: as root of it, with a clean environment.
in_root() {
    local folder=$1
    shift
    chroot "$folder" /usr/bin/env --ignore-environment DEBIAN_FRONTEND=noninteractive HOME=/ \
        LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# remove_root FOLDER: also after a half that failed.
remove_root() {
    local mounted
    for mounted in dev proc; do
        ! mountpoint --quiet "$1/$mounted" || umount --lazy "$1/$mounted"
    done
    ! mountpoint --quiet "$1/proc" && ! mountpoint --quiet "$1/dev" && rm -rf "$1"
}

# size_of_root FOLDER: kB of its own files.
size_of_root() { du --summarize --one-file-system --block-size=1024 "$1" | cut -f 1; }
