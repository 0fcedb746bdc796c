# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Pages of the documentation as somebody reads them who types what they say. Sourced, not run.
# The same rules as in Tests/TestSupport/Pages.

# take_apart PAGE FOLDER: leaves there, numbered in order, the commands of the page (NNN.sh), what it
# shows that they print (NNN.out) and the files that it asks to save (NNN.save, their names in NNN.name).
take_apart() {
    mkdir -p "$2"
    awk -v folder="$2" '
        function place(kind) { return sprintf("%s/%03d.%s", folder, number, kind) }
        open && $0 == "```" { close(file); open = 0; above = ""; behind = NR; next }
        open { print > file; next }
        /^```/ {
            open = 1
            language = substr($0, 4)
            file = "/dev/null"
            if (match(above, /Save this as `[^`]+`/)) {
                number++
                print substr(above, RSTART + 14, RLENGTH - 15) > place("name")
                close(place("name"))
                file = place("save")
            } else if (language == "sh") {
                number++
                file = place("sh")
                command = 1
            } else if (language == "" && command && NR == behind + 2) {
                file = place("out")
            }
            if (language != "sh") command = 0
            next
        }
        $0 != "" { above = substr(above " " $0, length(above) > 160 ? length(above) - 160 : 1) }
    ' "$1"
}

# command_of FOLDER START: the first command of a page taken apart that begins so.
command_of() {
    local step
    for step in "$1"/*.sh; do
        [[ $(head -n 1 "$step") != "$2"* ]] || { cat "$step"; return; }
    done
    give_up "no command of the page begins with: $2"
}

# is_printed SHOWN OUTPUT: whether a file has the lines that another shows, in their order. Times and
# numbers of five and more digits stand for any others, … for any text.
is_printed() {
    awk '
        NR == FNR { if ($0 !~ /^(\.\*)?$/) wanted[++lines] = $0; next }
        found < lines && $0 ~ "^" wanted[found + 1] "$" { found++ }
        END { exit !lines || found < lines }
    ' <(normalized "$1" | sed -e 's/[][\\.*^$+?(){}|]/\\&/g' -e 's/…/.*/g') <(normalized "$2")
}

normalized() {
    sed -E -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?)?/#/g' \
        -e 's/[0-9]{5,}/#/g' "$1"
}
