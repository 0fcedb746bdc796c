# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Python's packages that a test needs, in a folder of their own. Sourced behind packages.sh, not run.

# need_modules FOLDER MODULES PURPOSE PACKAGE...: fetches the packages, each NAME==VERSION, where Python cannot
# load the modules from the folder.
need_modules() {
    local folder=$1 modules=$2 purpose=$3 answer
    shift 3
    need_packages python3-pip
    has_modules "$folder" "$modules" && return
    say "Fetching with pip, into a folder below .build: $*"
    answer=$(/usr/bin/python3 -m pip install --quiet --disable-pip-version-check --upgrade \
        --target "$folder" "$@" 2>&1) ||
        give_up "this cannot be installed with pip: $*" "$answer" "$purpose"
    has_modules "$folder" "$modules" || give_up "$* is in $folder, but Python cannot load it."
}

has_modules() { PYTHONPATH=$1 /usr/bin/python3 -c "import $2" 2>/dev/null; }
