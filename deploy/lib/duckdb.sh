# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# DuckDB for Python, by which the long tests judge the output. Sourced, not run.

readonly duckdb_version=2.0.1

# need_duckdb FOLDER: leaves the module there for TEST_PYTHON, and lets tests find it.
need_duckdb() {
    local answer
    export TEST_PYTHON_MODULES=$1
    has_duckdb && return
    say "Fetching with pip, into a folder below .build: duckdb $duckdb_version"
    answer=$("$TEST_PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --upgrade --target "$1" "duckdb==$duckdb_version" 2>&1) ||
        give_up "duckdb $duckdb_version cannot be installed with pip:" "$answer" \
            "The long tests judge the output with it. Without LONG_TESTS=1 it is not needed."
    has_duckdb || give_up "duckdb $duckdb_version is in $1, but $TEST_PYTHON cannot load it."
}

has_duckdb() {
    PYTHONPATH=$TEST_PYTHON_MODULES "$TEST_PYTHON" -c \
        "import sys, duckdb; sys.exit(duckdb.__version__ != '$duckdb_version')" 2>/dev/null
}
