// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "CSimdJSON.h"
#include "KeyTable.hpp"
#include "Scalars.hpp"
#include "TextIndex.hpp"

namespace csj {

/// A walk over one document by simdjson's structural index: every bracket, colon and comma
/// outside strings, every opening quote and every first byte of another scalar. What lies
/// between two entries is therefore the inside of one scalar and blanks, nothing else.
struct Walk {
    /// The document; a zero and at least 16 readable bytes behind it.
    const uint8_t *text;
    /// Offsets into `text`; `index[count]` is its length.
    const uint32_t *index;
    uint32_t count;
    /// The next entry of the index.
    uint32_t next;
    /// Whether a backslash is anywhere in the document.
    bool escapes;
    csj_element *element;
    /// Room for unescaped strings, as large as the document with its padding; twice and some more
    /// where `texts` is.
    uint8_t *scratch;
    /// What indexes objects that are written as text; null where there are none.
    TextIndex *texts = nullptr;
    /// First fault that leaves the element well-formed.
    csj_status fault = CSJ_ELEMENT;
    /// Bit n: the field of slot n came by, whatever its value.
    uint64_t seen = 0;
    /// An array of elements in the object that was walked.
    struct List {
        /// The entries of the index behind `[` and of `]`.
        uint32_t first, last;
        const KeyTable *fields;
        /// Whether items have the fields of what holds the array, too.
        bool inherits;
    };
    static constexpr unsigned list_limit = 2;
    List lists[list_limit];
    unsigned list_count = 0;

    /// The byte at the next entry; 0 at the end, which fits no rule, so nothing steps over it.
    uint8_t current() const { return text[index[next]]; }

    /// Walks the object whose `{` was just taken, filling slots.
    csj_status object(const KeyTable &table);

    /// Walks one value of any kind and keeps nothing.
    csj_status skip();

  private:
    [[gnu::always_inline]] csj_status member(const KeyTable::Entry *entry);
    [[gnu::noinline]] csj_status container(const KeyTable::Entry &entry);
    csj_status nested(const KeyTable::Entry &entry);
    csj_status list(const KeyTable::Entry &entry);
    csj_status elements(const KeyTable::Entry &entry);
    csj_status pairs(const KeyTable &table);
    csj_status pair(const KeyTable &table);
    csj_status pair_value(csj_slot &slot);
    csj_status rest_of_list();
    void object_in_text(const KeyTable::Entry &entry, const csj_slot &text);
    [[gnu::always_inline]] void keep(const KeyTable::Entry &entry, csj_slot &value);
    [[gnu::always_inline]] bool string(const uint8_t *&bytes, uint32_t &length);
    [[gnu::always_inline]] bool name(Name &name);
    [[gnu::always_inline]] bool scalar(csj_slot &slot);
    void note(csj_status status, int slot);
    [[gnu::always_inline]] bool is_first(int slot);
};

}  // namespace csj
