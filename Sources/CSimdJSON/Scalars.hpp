// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "CSimdJSON.h"

#include <cstring>

namespace csj {

inline bool is_blank(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether a number or literal may end before this byte. One that ends the text itself is part of
/// no object, so the padding's zero need not count; a zero byte in the text must not.
inline bool ends_scalar(uint8_t c) { return c == ',' || c == '}' || c == ']' || is_blank(c); }

inline bool is_digit(uint8_t c) { return uint8_t(c - '0') < 10; }

/// Reads a number by the grammar of RFC 8259, followed by something that ends it, into the slot.
/// Reads eight bytes behind the digits.
bool read_number(const uint8_t *text, csj_slot &slot);

/// Reads `true`, `false` or `null`, whose kind is 0, followed by something that ends it, into the slot.
/// Reads six bytes.
inline bool read_literal(const uint8_t *text, csj_slot &slot) {
    uint32_t word;
    std::memcpy(&word, text, 4);
    uint32_t yes, no, nothing;
    std::memcpy(&yes, "true", 4);
    std::memcpy(&no, "fals", 4);
    std::memcpy(&nothing, "null", 4);
    if (word == yes && ends_scalar(text[4])) {
        slot.kind = CSJ_TRUE;
    } else if (word == no && text[4] == 'e' && ends_scalar(text[5])) {
        slot.kind = CSJ_FALSE;
    } else if (word == nothing && ends_scalar(text[4])) {
        slot.kind = 0;
    } else {
        return false;
    }
    return true;
}

/// Writes the string without its escapes. Returns its length, or -1 when an escape is malformed
/// or names half a surrogate pair. `target` holds at least `length` bytes and may not overlap.
ptrdiff_t unescape(const uint8_t *text, size_t length, uint8_t *target);

/// The byte that two hexadecimal digits name, or -1.
int hexadecimal_pair(const uint8_t *text);

inline bool has_escape(const uint8_t *text, size_t length) {
    return std::memchr(text, '\\', length) != nullptr;
}

}  // namespace csj
