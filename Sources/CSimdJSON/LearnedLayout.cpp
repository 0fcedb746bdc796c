// SPDX-License-Identifier: Apache-2.0
#include "LearnedLayout.hpp"

#include "Scalars.hpp"

#include <algorithm>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace csj {

namespace {

/// Bit n: the n-th of sixteen bytes may end a plain run of ASCII inside a string, as quotes, backslashes,
/// control characters and bytes above 127 do.
#if defined(__SSE2__)
inline uint32_t marked(const uint8_t *bytes) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
    // As signed numbers bytes above 127 are less than a blank, too.
    __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    __m128i escape = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    return uint32_t(_mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(quote, escape))));
}

inline bool same(const uint8_t *left, const uint8_t *right, unsigned count) {
    auto load = [](const uint8_t *bytes) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
    };
    uint32_t equal = uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(load(left), load(right))));
    uint32_t wanted = (1u << count) - 1;
    return (equal & wanted) == wanted;
}
#else
inline uint32_t marked(const uint8_t *bytes) {
    uint32_t mask = 0;
    for (unsigned i = 0; i < 16; ++i) {
        bool is_marked = int8_t(bytes[i]) < 0x20 || bytes[i] == '"' || bytes[i] == '\\';
        mask |= uint32_t(is_marked) << i;
    }
    return mask;
}

inline bool same(const uint8_t *left, const uint8_t *right, unsigned count) {
    return std::memcmp(left, right, count) == 0;
}
#endif

/// Steps over a string without escapes; false for any other. `ascii` becomes false where it is not.
inline bool string(const uint8_t *&at, csj_slot &slot, bool &ascii) {
    const uint8_t *begin = ++at;
    for (;; at += 16) {
        for (uint32_t mask = marked(at); mask != 0; mask &= mask - 1) {
            const uint8_t *found = at + __builtin_ctz(mask);
            if (*found >= 0x80) {
                ascii = false;
                continue;
            }
            if (*found != '"') return false;
            slot.kind = CSJ_STRING;
            slot.bytes = begin;
            slot.length = uint32_t(found - begin);
            at = found + 1;
            return true;
        }
    }
}

/// Steps over a value that is neither object nor array.
inline bool scalar(const uint8_t *&at, csj_slot &slot, bool &ascii) {
    if (*at == '"') return string(at, slot, ascii);
    if (*at == '-' || is_digit(*at)) {
        if (!read_number(at, slot)) return false;
        at += slot.length;
        return true;
    }
    if (!read_literal(at, slot)) return false;
    at += slot.kind == CSJ_FALSE ? 5 : 4;
    return true;
}

}  // namespace

inline bool LearnedLayout::KnownName::is_at(const uint8_t *bytes) const {
    if (length < 16) return same(bytes, text, length);
    return same(bytes, text, 16) && std::memcmp(bytes + 16, text + 16, length - 16u) == 0;
}

/// The name at a place behind another, or 0 where none of its followers is there.
inline uint8_t LearnedLayout::next(uint8_t name, const uint8_t *at) const {
    const KnownName &before = names_[name];
    for (unsigned i = 0; i < before.follower_count; ++i) {
        if (names_[before.followers[i]].is_at(at)) return before.followers[i];
    }
    return 0;
}

bool LearnedLayout::fill(const uint8_t *text, size_t length, csj_element &element) const {
    const uint8_t *at = text;
    if (*at++ != '{') return false;
    uint64_t seen = 0, present = 0;
    bool ascii = true;
    for (uint8_t name = 0;;) {
        name = next(name, at);
        if (name == 0) return false;
        const KnownName &found = names_[name];
        at += found.length;
        csj_slot ignored;
        csj_slot &value = found.slot < 0 ? ignored : element.slots[found.slot];
        if (!scalar(at, value, ascii)) return false;
        if (found.slot >= 0) {
            const uint64_t bit = uint64_t(1) << found.slot;
            if (seen & bit) return false;
            seen |= bit;
            if (value.kind & found.kinds) {
                present |= bit;
            } else if (value.kind != 0) {
                return false;
            }
        }
        const uint8_t c = *at++;
        if (c == '}') break;
        if (c != ',') return false;
    }
    if (at != text + length || !(ascii || csj_is_utf8(text, length))) return false;
    element.present = present;
    return true;
}

void LearnedLayout::note_miss() {
    misses_ += 1;
    if (misses_ % miss_limit == 0) forget();
    if (misses_ < patience) return;
    rest_ = std::min(uint32_t(2) << std::min(misses_ - patience, uint32_t(16)), longest_rest);
}

void LearnedLayout::learn(const uint8_t *text, size_t length) {
    const uint8_t *at = text + 1, *end = text + length;
    bool ascii = true;
    for (uint8_t name = 0; at < end && *at == '"';) {
        const uint8_t *close = static_cast<const uint8_t *>(std::memchr(at + 1, '"', size_t(end - at - 1)));
        // A name with an escape may be another than it looks.
        if (close == nullptr || close[1] != ':' || std::memchr(at, '\\', size_t(close - at))) return;
        name = add(name, at, size_t(close + 2 - at));
        if (name == 0) return;
        at = close + 2;
        csj_slot ignored;
        if (!scalar(at, ignored, ascii) || *at++ != ',') return;
    }
}

/// The number of a name that follows another from now on, or 0 where there is no room for it.
uint8_t LearnedLayout::add(uint8_t before, const uint8_t *text, size_t length) {
    if (uint8_t known = next(before, text)) return known;
    if (length > sizeof(KnownName::text) || names_[before].follower_count == follower_limit) return 0;
    uint8_t number = place(text, length);
    if (number != 0) names_[before].followers[names_[before].follower_count++] = number;
    return number;
}

uint8_t LearnedLayout::place(const uint8_t *text, size_t length) {
    for (size_t number = 1; number < names_.size(); ++number) {
        const KnownName &name = names_[number];
        if (name.length == length && std::memcmp(name.text, text, length) == 0) return uint8_t(number);
    }
    if (names_.size() > name_limit) return 0;
    KnownName name;
    std::memcpy(name.text, text, length);
    name.length = uint8_t(length);
    uint8_t padded[CSJ_NAME_LIMIT + 16] = {};
    std::memcpy(padded, text + 1, length - 3);
    if (const KeyTable::Entry *entry = fields_.find(Name::load(padded, length - 3))) {
        name.slot = entry->slot;
        name.kinds = entry->kinds;
        // What is below it, or written as text in it, is for the walk.
        if (entry->child() || entry->kinds & (CSJ_ARRAY | CSJ_PAIRS | CSJ_ELEMENTS)) return 0;
    }
    names_.push_back(name);
    return uint8_t(names_.size() - 1);
}

}  // namespace csj
