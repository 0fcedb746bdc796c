# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The Apache Kafka that the integration tests start. Sourced, not run.

readonly kafka_version=4.3.1
readonly kafka_name=kafka_2.13-$kafka_version

# The first holds current releases only, the second all of them.
readonly kafka_sites=(https://downloads.apache.org/kafka https://archive.apache.org/dist/kafka)

# need_kafka FOLDER: sets KAFKA_HOME; without one of the caller's, to a download below FOLDER.
need_kafka() {
    if [ -z "${KAFKA_HOME:-}" ]; then
        KAFKA_HOME=$1/$kafka_name
        is_kafka "$KAFKA_HOME" || download_kafka "$1"
    fi
    is_kafka "$KAFKA_HOME" ||
        give_up "KAFKA_HOME is $KAFKA_HOME, where no bin/kafka-server-start.sh is." \
            "It names an unpacked $kafka_name.tgz; unset it to have one downloaded."
    export KAFKA_HOME
}

is_kafka() { [ -x "$1/bin/kafka-server-start.sh" ]; }

# download_kafka FOLDER: leaves a checked distribution there, or nothing.
download_kafka() {
    local folder=$1 site archive=$1/$kafka_name.tgz
    mkdir -p "$folder"
    say "Downloading Apache Kafka $kafka_version (about 130 MB) for the integration tests"
    for site in "${kafka_sites[@]}"; do
        fetch "$site/$kafka_version/$kafka_name.tgz.sha512" "$archive.sha512" || continue
        fetch "$site/$kafka_version/$kafka_name.tgz" "$archive" || continue
        has_checksum "$archive" "$archive.sha512" ||
            give_up "$kafka_name.tgz from $site does not have the SHA-512 published beside it." \
                "Nothing was unpacked. Try again, or set KAFKA_HOME to a distribution you trust."
        # Unpacked aside and moved, so that an interrupted run leaves no half distribution.
        rm -rf "$folder/unpacking"
        mkdir "$folder/unpacking"
        tar --extract --gzip --file "$archive" --directory "$folder/unpacking"
        mv "$folder/unpacking/$kafka_name" "$folder/"
        rm -r "$folder/unpacking" "$archive" "$archive.sha512"
        return
    done
    give_up "Apache Kafka $kafka_version cannot be downloaded from ${kafka_sites[*]}." \
        "The integration tests need a real broker. Get $kafka_name.tgz from a mirror, unpack it," \
        "and run again with KAFKA_HOME set to the unpacked folder."
}

# fetch URL FILE: one file over HTTPS, with its own reason on standard error when it fails.
fetch() {
    curl --fail --location --silent --show-error --proto '=https' --retry 2 \
        --connect-timeout 15 --output "$2" "$1"
}

# has_checksum FILE SUMS: SUMS is as sha512sum or as gpg --print-md writes it (in groups, folded).
has_checksum() {
    local wanted
    wanted=$(tr -d ' \n\t' <"$2" | grep -oiE '[0-9a-f]{128}' | head -n 1 | tr 'A-F' 'a-f')
    [ -n "$wanted" ] && [ "$(sha512sum "$1" | cut -d ' ' -f 1)" = "$wanted" ]
}
