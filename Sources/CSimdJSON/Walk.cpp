// SPDX-License-Identifier: Apache-2.0
#include "Walk.hpp"

namespace csj {

namespace {

constexpr uint8_t null_kind = 0;

/// Which containers are open, one bit each: 1 is an object.
class Nesting {
  public:
    bool is_empty() const { return depth_ == 0; }
    bool in_object() const { return bits_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1; }
    bool push(bool object) {
        if (depth_ == CSJ_DEPTH_LIMIT) return false;
        uint64_t bit = uint64_t(1) << (depth_ % 64);
        uint64_t &word = bits_[depth_ / 64];
        word = object ? word | bit : word & ~bit;
        ++depth_;
        return true;
    }
    void pop() { --depth_; }

  private:
    uint64_t bits_[CSJ_DEPTH_LIMIT / 64];
    unsigned depth_ = 0;
};

bool literal(const uint8_t *text, csj_slot &slot) {
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
        slot.kind = null_kind;
    } else {
        return false;
    }
    return true;
}

}  // namespace

/// Takes a string; its closing quote is the last byte before the next entry that is not blank.
inline bool Walk::string(const uint8_t *&bytes, uint32_t &length) {
    uint32_t open = index[next++];
    uint32_t close = index[next] - 1;
    if (__builtin_expect(text[close] != '"', false)) {
        while (close > open && is_blank(text[close])) --close;
        if (text[close] != '"') return false;
    }
    if (close == open) return false;
    bytes = text + open + 1;
    length = close - open - 1;
    if (__builtin_expect(escapes, false) && has_escape(bytes, length)) {
        ptrdiff_t size = unescape(bytes, length, scratch);
        if (size < 0) return false;
        bytes = scratch;
        length = uint32_t(size);
    }
    return true;
}

inline bool Walk::name(Name &name) {
    const uint8_t *bytes;
    uint32_t length;
    if (current() != '"' || !string(bytes, length) || current() != ':') return false;
    ++next;
    name = Name::load(bytes, length);
    return true;
}

inline bool Walk::scalar(csj_slot &slot) {
    uint8_t c = current();
    if (c == '"') {
        slot.kind = CSJ_STRING;
        return string(slot.bytes, slot.length);
    }
    const uint8_t *at = text + index[next++];
    if (c == '-' || is_digit(c)) return read_number(at, slot);
    return c != 0 && literal(at, slot);
}

void Walk::note(csj_status status, int slot) {
    if (fault != CSJ_ELEMENT) return;
    fault = status;
    element->slot = uint8_t(slot);
}

/// Notes a duplicate key; true where there was none.
inline bool Walk::is_first(int slot) {
    uint64_t bit = uint64_t(1) << slot;
    if (seen & bit) {
        note(CSJ_DUPLICATE_KEY, slot);
        return false;
    }
    seen |= bit;
    return true;
}

inline csj_status Walk::member(const KeyTable::Entry *entry) {
    uint8_t c = current();
    csj_slot ignored;
    if (entry == nullptr) {
        if (c == '{' || c == '[') return skip();
        return scalar(ignored) ? CSJ_ELEMENT : CSJ_BAD_JSON;
    }
    if (c == '{' && entry->child) return nested(*entry);
    // Written in place: a second value spoils the first, but then the element fails.
    csj_slot &value = entry->slot < 0 ? ignored : element->slots[entry->slot];
    if (c == '{' || c == '[') {
        value.kind = c == '{' ? CSJ_OBJECT : CSJ_ARRAY;
        csj_status status = skip();
        if (status != CSJ_ELEMENT) return status;
    } else if (!scalar(value)) {
        return CSJ_BAD_JSON;
    }
    if (entry->slot < 0 || !is_first(entry->slot) || value.kind == null_kind) return CSJ_ELEMENT;
    if (value.kind & entry->kinds) {
        element->present |= uint64_t(1) << entry->slot;
        if (value.kind == CSJ_STRING && value.bytes == scratch) scratch += value.length;
    } else if (!entry->lenient) {
        note(CSJ_WRONG_KIND, entry->slot);
    }
    return CSJ_ELEMENT;
}

csj_status Walk::object(const KeyTable &table) {
    if (current() == '}') {
        ++next;
        return CSJ_ELEMENT;
    }
    for (;;) {
        Name key;
        if (!name(key)) return CSJ_BAD_JSON;
        csj_status status = member(table.find(key));
        if (status != CSJ_ELEMENT) return status;
        uint8_t c = current();
        if (c != ',' && c != '}') return CSJ_BAD_JSON;
        ++next;
        if (c == '}') return CSJ_ELEMENT;
    }
}

/// An object on the way to slots; it has a slot of its own where the path is also listed.
csj_status Walk::nested(const KeyTable::Entry &entry) {
    if (entry.slot >= 0 && is_first(entry.slot)) {
        element->present |= uint64_t(1) << entry.slot;
        element->slots[entry.slot].kind = CSJ_OBJECT;
    }
    ++next;
    return object(*entry.child);
}

csj_status Walk::skip() {
    Nesting nesting;
    Name key;
    csj_slot ignored;
    for (;;) {
        uint8_t c = current();
        if (c == '{' || c == '[') {
            bool object = c == '{';
            if (!nesting.push(object)) return CSJ_TOO_DEEP;
            ++next;
            if (current() != (object ? '}' : ']')) {
                if (object && !name(key)) return CSJ_BAD_JSON;
                continue;
            }
            ++next;
            nesting.pop();
        } else if (!scalar(ignored)) {
            return CSJ_BAD_JSON;
        }
        for (;;) {
            if (nesting.is_empty()) return CSJ_ELEMENT;
            c = current();
            if (c == ',') {
                ++next;
                if (nesting.in_object() && !name(key)) return CSJ_BAD_JSON;
                break;
            }
            if (c != (nesting.in_object() ? '}' : ']')) return CSJ_BAD_JSON;
            ++next;
            nesting.pop();
        }
    }
}

}  // namespace csj
