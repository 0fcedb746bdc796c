# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What makes up requests after a description of an interface, for Python. Sourced, not run.

. deploy/lib/python-modules.sh

readonly schemathesis_version=4.32.5

# need_schemathesis FOLDER: leaves the modules there.
need_schemathesis() {
    need_modules "$1" schemathesis.cli "The interface over HTTP is tested with it." \
        "schemathesis==$schemathesis_version"
}
