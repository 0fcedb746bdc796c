// SPDX-License-Identifier: Apache-2.0
//
// Feeds the record reader what libFuzzer finds: the first byte chooses the layout, and whether JSON
// stands for a field; the rest is a record. The reader must come to an end, stay inside the record, and let 16 bytes behind every
// value be read.
#include "CSimdJSON.h"

#include <cstdlib>

namespace {

constexpr size_t size_limit = 1 << 16;
volatile unsigned sink;

csj_reader *json() {
    static const csj_field fields[] = {
        {"event", CSJ_STRING, false},
        {"props", CSJ_STRING | CSJ_OBJECT, false},
        {"props.a", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, true},
        {"props.$long_name_of_more_than_sixteen", CSJ_STRING, true},
        {"list", CSJ_STRING | CSJ_ARRAY, false},
        {"objs", CSJ_ARRAY, false},
        {"objs.n", CSJ_INTEGER | CSJ_REAL, true},
        {"objs.f.id", CSJ_STRING, true},
        {"pairs", CSJ_PAIRS, false},
        {"pairs.page_location", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, true},
        {"pairs.x", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, false},
        {"text", CSJ_STRING | CSJ_OBJECT, true},
        {"text.q", CSJ_STRING, false},
        {"n", CSJ_INTEGER | CSJ_REAL, false},
        {"batch", CSJ_ELEMENTS, false},
        {"entry", CSJ_ELEMENTS, false},
        {"entry.id", CSJ_STRING, false},
        {"entry.changes", CSJ_ELEMENTS, false},
        {"entry.changes.v", CSJ_STRING | CSJ_INTEGER, true},
        {"entry.more", CSJ_ELEMENTS, false},
        {"entry.more.v.w", CSJ_STRING, true},
    };
    return csj_reader_create(fields, sizeof fields / sizeof *fields, size_limit, CSJ_JSON, 0);
}

csj_reader *columns() {
    static const csj_field fields[] = {
        {"0", CSJ_STRING, false}, {"3", CSJ_STRING, false}, {"5", CSJ_STRING, false}};
    return csj_reader_create(fields, 3, size_limit, CSJ_COLUMNS, 6);
}

csj_reader *query() {
    static const csj_field fields[] = {{"type", CSJ_STRING, false}, {"time", CSJ_STRING, false},
        {"a_long_name_beyond_16_bytes", CSJ_STRING, false}};
    return csj_reader_create(fields, 3, size_limit, CSJ_QUERY, 0);
}

csj_reader *access_log() {
    static const csj_field fields[] = {{"kind", CSJ_STRING, false}, {"time", CSJ_STRING, false},
        {"target", CSJ_STRING, false}, {"agent", CSJ_STRING, false}, {"host", CSJ_STRING, false},
        {"user", CSJ_STRING, false}, {"referrer", CSJ_STRING, false}};
    return csj_reader_create(fields, 7, size_limit, CSJ_ACCESS_LOG, 0);
}

void read(const csj_slot &value) {
    if (value.kind != CSJ_STRING) return;
    for (uint32_t at = 0; at < value.length + 16; ++at) sink += value.bytes[at];
}

void run(csj_reader *reader, const uint8_t *bytes, size_t length, bool below) {
    const csj_element *element = csj_reader_element(reader);
    if (below) {
        csj_open_below(reader, "props", bytes, length);
    } else if (!csj_open(reader, bytes, length)) {
        return;
    }
    for (size_t count = 0;; ++count) {
        csj_status status = csj_next(reader);
        if (status == CSJ_END) return;
        if (below && (count > 0 || !element->sole)) abort();
        if (count > length + 1 || element->begin > element->end || element->end > length) abort();
        if (status != CSJ_ELEMENT) continue;
        for (int slot = 0; slot < CSJ_SLOT_LIMIT; ++slot) {
            if (element->present >> slot & 1) read(element->slots[slot]);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    static csj_reader *const readers[] = {json(), columns(), query(), access_log()};
    if (length == 0) return 0;
    int layout = bytes[0] & 3;
    run(readers[layout], bytes + 1, length - 1, layout == 0 && bytes[0] & 4);
    return 0;
}
