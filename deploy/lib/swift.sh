# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Where the Swift toolchain is. Sourced, not run.

readonly swift_needed=6.3

# swift_version SWIFT: prints 6.3 for a toolchain 6.3.1, nothing where it does not start.
swift_version() {
    local answer
    answer=$("$1" --version 2>/dev/null) || return 0
    sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p;q' <<<"$answer"
}

# at_least NEEDED FOUND: whether version FOUND is NEEDED or newer.
at_least() { [ -n "$2" ] && printf '%s\n' "$1" "$2" | sort --version-sort --check=quiet; }

# need_swift: puts a toolchain that is new enough first in PATH, or says how to get one.
need_swift() {
    local swift found too_old=
    for swift in "$(command -v swift)" /opt/swift/usr/bin/swift \
        "${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}/swift"; do
        [ -x "$swift" ] || continue
        found=$(swift_version "$swift")
        if at_least "$swift_needed" "$found"; then
            [ "$swift" = "$(command -v swift)" ] || PATH=$(dirname "$swift"):$PATH
            return 0
        fi
        too_old+="Found $swift, which says: version ${found:-unknown}. "
    done
    give_up "Swift $swift_needed or newer is needed and was not found." \
        ${too_old:+"$too_old"} \
        "Looked in PATH, /opt/swift/usr/bin and the folder of swiftly, ~/.local/share/swiftly/bin." \
        "https://www.swift.org/install/linux has it; with Swift's own installer:" \
        "    curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz" \
        "    tar zxf swiftly-$(uname -m).tar.gz && ./swiftly init" \
        "    swiftly install --use $swift_needed" \
        "Then start this script again."
}
