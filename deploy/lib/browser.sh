# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Chromium, and what drives it and judges the page's accessibility, for Python. Sourced, not run.

readonly playwright_version=1.65.2 axe_version=0.1.8

# need_browser FOLDER: leaves the modules there.
need_browser() {
    local answer
    need_packages chromium fonts-dejavu-core python3-pip
    has_playwright "$1" && return
    say "Fetching with pip, into a folder below .build: playwright $playwright_version, axe"
    answer=$(/usr/bin/python3 -m pip install --quiet --disable-pip-version-check --upgrade \
        --target "$1" "playwright==$playwright_version" "axe-playwright-python==$axe_version" 2>&1) ||
        give_up "playwright $playwright_version cannot be installed with pip:" "$answer" \
            "The tests of the dashboard drive a browser with it."
    has_playwright "$1" || give_up "playwright is in $1, but Python cannot load it."
}

# has_playwright FOLDER
has_playwright() {
    PYTHONPATH=$1 /usr/bin/python3 -c "import axe_playwright_python, playwright" 2>/dev/null
}
