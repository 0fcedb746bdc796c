# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What makes up requests after a description of an interface, for Python. Sourced, not run.

readonly schemathesis_version=4.32.5

# need_schemathesis FOLDER: leaves the modules there.
need_schemathesis() {
    local answer
    need_packages python3-pip
    has_schemathesis "$1" && return
    say "Fetching with pip, into a folder below .build: schemathesis $schemathesis_version"
    answer=$(/usr/bin/python3 -m pip install --quiet --disable-pip-version-check --upgrade \
        --target "$1" "schemathesis==$schemathesis_version" 2>&1) ||
        give_up "schemathesis $schemathesis_version cannot be installed with pip:" "$answer" \
            "The interface over HTTP is tested with it."
    has_schemathesis "$1" || give_up "schemathesis is in $1, but Python cannot load it."
}

# has_schemathesis FOLDER
has_schemathesis() { PYTHONPATH=$1 /usr/bin/python3 -c "import schemathesis.cli" 2>/dev/null; }
