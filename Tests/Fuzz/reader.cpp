// SPDX-License-Identifier: Apache-2.0
//
// Feeds the record reader what libFuzzer finds: the first byte chooses the layout, and whether JSON
// stands for a field; the rest is a record. The reader must come to an end, stay inside the record, and let 16 bytes behind every
// value be read.
#include "CSimdJSON.h"

#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

constexpr size_t size_limit = 1 << 16;
volatile unsigned sink;

csj_reader *json() {
    static const csj_field fields[] = {
        {"event", CSJ_STRING, false, -1},
        {"props", CSJ_STRING | CSJ_OBJECT, false, -1},
        {"props.a", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, true, -1},
        {"props.$long_name_of_more_than_sixteen", CSJ_STRING, true, -1},
        {"list", CSJ_STRING | CSJ_ARRAY, false, -1},
        {"objs", CSJ_ARRAY, false, -1},
        {"objs.n", CSJ_INTEGER | CSJ_REAL, true, -1},
        {"objs.f.id", CSJ_STRING, true, -1},
        {"pairs", CSJ_PAIRS, false, -1},
        {"pairs.page_location", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, true, -1},
        {"pairs.x", CSJ_STRING | CSJ_INTEGER | CSJ_REAL, false, -1},
        {"text", CSJ_STRING | CSJ_OBJECT, true, -1},
        {"text.q", CSJ_STRING, false, -1},
        {"n", CSJ_INTEGER | CSJ_REAL, false, -1},
        {"batch", CSJ_ELEMENTS, false, -1},
        {"entry", CSJ_ELEMENTS, false, -1},
        {"entry.id", CSJ_STRING, false, -1},
        {"entry.changes", CSJ_ELEMENTS, false, -1},
        {"entry.changes.v", CSJ_STRING | CSJ_INTEGER, true, -1},
        {"entry.more", CSJ_ELEMENTS, false, -1},
        {"entry.more.v.w", CSJ_STRING, true, -1},
    };
    return csj_reader_create(fields, sizeof fields / sizeof *fields, size_limit, CSJ_JSON, 0);
}

csj_reader *columns() {
    static const csj_field fields[] = {
        {"a", CSJ_STRING, false, 0}, {"d", CSJ_STRING, false, 3}, {"f", CSJ_STRING, false, 5}};
    return csj_reader_create(fields, 3, size_limit, CSJ_COLUMNS, 6);
}

csj_reader *query() {
    static const csj_field fields[] = {{"type", CSJ_STRING, false, -1}, {"time", CSJ_STRING, false, -1},
        {"a_long_name_beyond_16_bytes", CSJ_STRING, false, -1}};
    return csj_reader_create(fields, 3, size_limit, CSJ_QUERY, 0);
}

csj_reader *access_log() {
    static const csj_field fields[] = {{"kind", CSJ_STRING, false, -1}, {"time", CSJ_STRING, false, -1},
        {"target", CSJ_STRING, false, -1}, {"agent", CSJ_STRING, false, -1}, {"host", CSJ_STRING, false, -1},
        {"user", CSJ_STRING, false, -1}, {"referrer", CSJ_STRING, false, -1}};
    return csj_reader_create(fields, 7, size_limit, CSJ_ACCESS_LOG, 0);
}

void read(const csj_slot &value) {
    if (value.kind != CSJ_STRING) return;
    for (uint32_t at = 0; at < value.length + 16; ++at) sink += value.bytes[at];
}

void run(csj_reader *reader, const uint8_t *bytes, size_t length, bool below, bool padded = false) {
    const csj_element *element = csj_reader_element(reader);
    if (below) {
        csj_open_below(reader, "props", bytes, length);
    } else if (!csj_open(reader, bytes, length, padded)) {
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
    // Something else lies behind it, then zeros, then nothing that may be read.
    const size_t size = 2 * length - 1 + CSJ_PADDING;
    std::unique_ptr<uint8_t[]> memory(new uint8_t[size]());
    std::memcpy(memory.get(), bytes + 1, length - 1);
    std::memcpy(memory.get() + length - 1, bytes, length);
    run(readers[layout], memory.get(), length - 1, false, true);
    return 0;
}
