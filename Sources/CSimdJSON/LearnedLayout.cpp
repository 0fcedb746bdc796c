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

/// Bit n: the n-th of sixteen bytes is the same in both.
inline uint32_t equal(const uint8_t *left, const uint8_t *right) {
    auto load = [](const uint8_t *bytes) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
    };
    return uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(load(left), load(right))));
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

inline uint32_t equal(const uint8_t *left, const uint8_t *right) {
    uint32_t mask = 0;
    for (unsigned i = 0; i < 16; ++i) mask |= uint32_t(left[i] == right[i]) << i;
    return mask;
}
#endif

/// The closing quote of a string without escapes, searched byte by byte of those that may be it; null for
/// any other string. `ascii` becomes false where it is not.
[[gnu::noinline]] const uint8_t *closing_quote_beyond_ascii(const uint8_t *at, bool &ascii) {
    for (;; at += 16) {
        for (uint32_t mask = marked(at); mask != 0; mask &= mask - 1) {
            const uint8_t *found = at + __builtin_ctz(mask);
            if (*found == '"') return found;
            if (*found < 0x80) return nullptr;
            ascii = false;
        }
    }
}

/// The same, which finds it at once where the string is plain.
inline const uint8_t *closing_quote(const uint8_t *begin, bool &ascii) {
    const uint8_t *at = begin;
    uint32_t mask = marked(at);
    for (; mask == 0; mask = marked(at)) at += 16;
    const uint8_t *found = at + __builtin_ctz(mask);
    return *found == '"' ? found : closing_quote_beyond_ascii(at, ascii);
}

/// What follows a number or a literal; null where neither is there.
const uint8_t *word(const uint8_t *at, csj_slot &slot) {
    if (*at == '-' || is_digit(*at)) return read_number(at, slot) ? at + slot.length : nullptr;
    if (!read_literal(at, slot)) return nullptr;
    return at + (slot.kind == CSJ_FALSE ? 5 : 4);
}

/// What follows a value that is neither object nor array; null where there is none.
///
/// Always part of the loop around it, which keeps what it needs in registers then.
[[gnu::always_inline]] inline const uint8_t *scalar(const uint8_t *at, csj_slot &slot, bool &ascii) {
    if (__builtin_expect(*at != '"', false)) return word(at, slot);
    const uint8_t *begin = at + 1, *end = closing_quote(begin, ascii);
    if (end == nullptr) return nullptr;
    slot.kind = CSJ_STRING;
    slot.bytes = begin;
    slot.length = uint32_t(end - begin);
    return end + 1;
}

}  // namespace

inline bool LearnedLayout::KnownName::is_at(const uint8_t *bytes) const {
    const uint32_t found = equal(bytes, text) | beyond;
    return found == 0xFFFF || (found == (0xFFFF | is_long) && has_rest(bytes));
}

/// The sixteen bytes before, in which no zero is, were the value's; so only the rest may lie in the padding.
bool LearnedLayout::KnownName::has_rest(const uint8_t *bytes) const {
    static_assert(sizeof(text) - 16 <= CSJ_PADDING, "a name is read to its end");
    return std::memcmp(bytes + 16, text + 16, length - 16u) == 0;
}

/// The name at a place behind another; null where none of its followers is there.
inline const LearnedLayout::KnownName *LearnedLayout::next(
    const KnownName &before, const uint8_t *at) const {
    const KnownName *const names = names_.data();
    for (unsigned i = 0; i < before.follower_count; ++i) {
        const KnownName &name = names[before.followers[i]];
        if (name.is_at(at)) return &name;
    }
    return nullptr;
}

bool LearnedLayout::fill(const uint8_t *text, size_t length, csj_element &element) const {
    const uint8_t *at = text;
    if (*at++ != '{') return false;
    uint64_t seen = 0, present = 0;
    bool ascii = true;
    for (const KnownName *name = names_.data();;) {
        name = next(*name, at);
        if (name == nullptr) return false;
        csj_slot &value = element.slots[name->slot];
        at = scalar(at + name->length, value, ascii);
        if (at == nullptr || seen & name->bit) return false;
        seen |= name->bit;
        if (value.kind & name->kinds) {
            present |= name->bit;
        } else if (value.kind != 0) {
            return false;
        }
        const uint8_t c = *at++;
        if (c == ',') continue;
        if (c != '}') return false;
        break;
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
        at = scalar(at, ignored, ascii);
        if (at == nullptr || *at++ != ',') return;
    }
}

/// The number of a name that follows another from now on, or 0 where there is no room for it.
uint8_t LearnedLayout::add(uint8_t before, const uint8_t *text, size_t length) {
    if (const KnownName *known = next(names_[before], text)) return uint8_t(known - names_.data());
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
    name.beyond = length < 16 ? 0xFFFFu << length & 0xFFFF : 0;
    if (length > 16) name.beyond = KnownName::is_long;
    uint8_t padded[CSJ_NAME_LIMIT + 16] = {};
    std::memcpy(padded, text + 1, length - 3);
    if (const KeyTable::Entry *entry = fields_.find(Name::load(padded, length - 3))) {
        // What is below it, or written as text in it, is for the walk.
        if (entry->slot < 0 || entry->child()) return 0;
        if (entry->kinds & (CSJ_ARRAY | CSJ_PAIRS | CSJ_ELEMENTS)) return 0;
        name.slot = uint8_t(entry->slot);
        name.kinds = entry->kinds;
        name.bit = uint64_t(1) << entry->slot;
    }
    names_.push_back(name);
    return uint8_t(names_.size() - 1);
}

}  // namespace csj
