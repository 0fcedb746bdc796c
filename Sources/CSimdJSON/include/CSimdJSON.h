// SPDX-License-Identifier: Apache-2.0
//
// A projection of JSON objects onto numbered slots, on top of simdjson's structural index.
//
// One reader serves one thread. A value holds one object, an array of objects or one object a
// line; `csj_next` walks one of them, checks all of it against RFC 8259 and leaves the wanted
// fields in slots. Only the first pass of simdjson (structural index and UTF-8) is used: its
// On-Demand front end does not check what it skips, and it loses its place at the first error,
// while here a broken element must not take its neighbors with it.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a JSON value is; also bits of the set that a field allows.
enum csj_kind {
    CSJ_STRING = 1,
    CSJ_INTEGER = 2,
    CSJ_REAL = 4,
    CSJ_TRUE = 8,
    CSJ_FALSE = 16,
    CSJ_OBJECT = 32,
    /// Allowed, the first item of the array stands for it.
    CSJ_ARRAY = 64,
    /// Allowed, an array of objects with `key` and `value` stands for an object: each value is that
    /// of its key, and of a value that is an object it is the first member that is not null.
    CSJ_PAIRS = 128,
    /// Allowed, the items of the array are elements, and what holds it is none. With fields below it
    /// they have those, and those of what holds the array besides; else they are as what holds it is.
    CSJ_ELEMENTS = 256,
    /// No kind: what the field holds also holds for elements in what has it that have none themselves.
    CSJ_SHARED = 512,
};

/// What `csj_next` found.
enum csj_status {
    CSJ_END,
    CSJ_ELEMENT,
    CSJ_BAD_JSON,
    /// Not of the layout, which is another than JSON.
    CSJ_BAD_LINE,
    CSJ_BAD_UTF8,
    CSJ_TOO_DEEP,
    CSJ_NOT_OBJECT,
    CSJ_DUPLICATE_KEY,
    CSJ_WRONG_KIND,
    CSJ_TOO_LARGE,
    /// Only by `csj_refuse`: the value is compressed, and what is in it cannot be had.
    CSJ_BAD_COMPRESSION,
};

/// What a value holds.
enum csj_layout {
    /// One object, an array of objects, or one object a line.
    CSJ_JSON,
    /// Lines of a fixed number of columns with tabs between; or, where a value begins as JSON does,
    /// the same as CSJ_JSON.
    CSJ_COLUMNS,
    /// Lines of `name=value` with `&` between, escaped as in URLs.
    CSJ_QUERY,
    /// Lines of a web server's log, common or combined; fields are `host`, `user`, `time`, `target`,
    /// `referrer`, `agent` and `kind` (`page`, `asset`, `redirect`, `failure`, `request`).
    CSJ_ACCESS_LOG,
};

enum {
    /// Slots of one reader.
    CSJ_SLOT_LIMIT = 64,
    /// Zeros behind the memory that padded values lie in.
    CSJ_PADDING = 64,
    /// Bytes of one name in a path.
    CSJ_NAME_LIMIT = 64,
    /// Arrays of elements that are open at once: two in one object, two more in an item.
    CSJ_LIST_LIMIT = 4,
    /// Fields of one reader that hold an object as text.
    CSJ_TEXT_LIMIT = 4,
    /// Nesting of one element.
    CSJ_DEPTH_LIMIT = 256,
};

/// One wanted field; its place in the list is its slot.
typedef struct {
    /// Names from the root, joined by dots.
    const char *path;
    /// Set of `csj_kind`. `null` is always allowed and means absent. A field with others below it
    /// that may be a string is an object written as text, if it is a string.
    uint16_t kinds;
    /// A value of another kind counts as absent instead of failing the element.
    bool lenient;
    /// Of CSJ_COLUMNS its column, from 0; negative: it has none.
    int32_t column;
} csj_field;

/// The value of one field.
typedef struct {
    /// A string's bytes, unescaped, or a number's. At least 16 bytes behind them can be read.
    const uint8_t *bytes;
    uint32_t length;
    uint8_t kind;
    /// Of CSJ_INTEGER.
    int64_t integer;
    /// Of CSJ_INTEGER and CSJ_REAL; infinite when the text is beyond double.
    double real;
} csj_slot;

/// The element that the last `csj_next` walked. Slots are valid until the next call.
typedef struct {
    /// Bit n: slot n holds a value.
    uint64_t present;
    csj_slot *slots;
    /// The element's bytes, in the reader's copy or in the value itself.
    const uint8_t *bytes;
    /// Where it lies in the value; all of the value when `sole`.
    uint32_t begin, end;
    /// Number within the value.
    uint32_t index;
    /// Slot at fault for CSJ_DUPLICATE_KEY and CSJ_WRONG_KIND.
    uint8_t slot;
    /// The value is this one element and no array.
    bool sole;
} csj_element;

typedef struct csj_reader csj_reader;

/// Makes a reader for `count` fields (at most CSJ_SLOT_LIMIT) and values of at most `limit`
/// bytes (below 4 GB). `columns` is how many CSJ_COLUMNS has. Null when a path is malformed or
/// memory is short.
csj_reader *csj_reader_create(const csj_field *fields, size_t count, size_t limit,
    enum csj_layout layout, size_t columns);
void csj_reader_destroy(csj_reader *reader);

/// The element of a reader; the address is fixed for the reader's life.
const csj_element *csj_reader_element(const csj_reader *reader);

/// Takes the value. False when nothing is in it: no bytes, blanks, or `[]`.
///
/// Of a padded value no copy is made where that can be spared; it must stay until the next one is taken.
/// Padded is what lies in memory that ends with CSJ_PADDING zeros, whatever else is between them.
bool csj_open(csj_reader *reader, const uint8_t *bytes, size_t length, bool is_padded);

/// Takes a copy of a value that stands for the field of that name at the root: what it holds goes to
/// the fields below. It is one element, also where nothing is in it; more than one object or none is a
/// fault of all of it. JSON only.
void csj_open_below(
    csj_reader *reader, const char *name, const uint8_t *bytes, size_t length);

/// Takes a value of which nothing is read: its one element has that fault.
void csj_refuse(csj_reader *reader, enum csj_status status, size_t length);

/// Puts a string into a slot of the element at hand, which the caller keeps and pads like others.
void csj_fill(csj_reader *reader, uint8_t slot, const uint8_t *bytes, uint32_t length);

/// Whether the bytes are UTF-8.
bool csj_is_utf8(const uint8_t *bytes, size_t length);

/// Walks the next element.
enum csj_status csj_next(csj_reader *reader);

#ifdef __cplusplus
}
#endif
