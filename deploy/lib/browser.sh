# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Chromium, and what drives it and judges the page's accessibility, for Python. Sourced, not run.

. deploy/lib/python-modules.sh

readonly playwright_version=1.65.2 axe_version=0.1.8

# need_browser FOLDER: leaves the modules there.
need_browser() {
    need_packages chromium fonts-dejavu-core
    need_modules "$1" "axe_playwright_python, playwright" \
        "The tests of the dashboard drive a browser with it." \
        "playwright==$playwright_version" "axe-playwright-python==$axe_version"
}
