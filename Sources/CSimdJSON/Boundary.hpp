// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Scalars.hpp"

#include <cstddef>

namespace csj {

/// Where the array element that begins at `begin` ends: at its comma, at the array's `]`, or at
/// `length` when neither comes. Needs no well-formed element: strings are honored, a bracket
/// closes what was left open inside it, and an object in which a comma is followed by `{` has
/// lost its closing brace, so the element ends there and the next one is saved.
size_t array_element_end(const uint8_t *text, size_t begin, size_t length);

/// Whether the value is a list of lines rather than one object laid out over several: a line but
/// the first begins with a brace, or the first line ends with one and something follows.
bool is_lines(const uint8_t *text, size_t length);

inline size_t skip_blanks(const uint8_t *text, size_t at, size_t length) {
    while (at < length && is_blank(text[at])) ++at;
    return at;
}

inline size_t trim_end(const uint8_t *text, size_t begin, size_t end) {
    while (end > begin && is_blank(text[end - 1])) --end;
    return end;
}

}  // namespace csj
