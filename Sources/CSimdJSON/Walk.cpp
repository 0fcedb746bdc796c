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
    return c != 0 && read_literal(at, slot);
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

/// Keeps a value whose field came by for the first time, if it is of a kind that is allowed.
inline void Walk::keep(const KeyTable::Entry &entry, csj_slot &value) {
    if (value.kind & entry.kinds) {
        csj_slot &slot = element->slots[entry.slot];
        if (&value != &slot) slot = value;
        element->present |= uint64_t(1) << entry.slot;
        if (value.kind == CSJ_STRING && value.bytes == scratch) scratch += value.length;
    } else if (!(entry.kinds & KeyTable::Entry::lenient)) {
        note(CSJ_WRONG_KIND, entry.slot);
    }
}

inline csj_status Walk::member(const KeyTable::Entry *entry) {
    const bool is_container = (current() | 0x20) == '{';
    csj_slot ignored;
    if (entry == nullptr) {
        if (is_container) return skip();
        return scalar(ignored) ? CSJ_ELEMENT : CSJ_BAD_JSON;
    }
    if (is_container) return container(*entry);
    // Written in place, unless something is there that holds for want of a value.
    const bool is_held = entry->slot < 0 || element->present >> entry->slot & 1;
    csj_slot &value = is_held ? ignored : element->slots[entry->slot];
    if (!scalar(value)) return CSJ_BAD_JSON;
    if (entry->slot < 0 || !is_first(entry->slot) || value.kind == null_kind) return CSJ_ELEMENT;
    if (entry->child() && value.kind & entry->kinds) {
        object_in_text(*entry, value);
    } else {
        keep(*entry, value);
    }
    return CSJ_ELEMENT;
}

/// An object or an array that is the value of a field, or leads to some.
csj_status Walk::container(const KeyTable::Entry &entry) {
    const bool is_object = current() == '{';
    if (is_object && entry.child()) return nested(entry);
    if (!is_object && entry.kinds & CSJ_ELEMENTS) return elements(entry);
    if (!is_object && entry.kinds & (CSJ_ARRAY | CSJ_PAIRS)) return list(entry);
    csj_status status = skip();
    if (status != CSJ_ELEMENT || entry.slot < 0) return status;
    csj_slot value = {};
    value.kind = is_object ? CSJ_OBJECT : CSJ_ARRAY;
    if (is_first(entry.slot)) keep(entry, value);
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
    return object(*entry.child());
}

/// An array of which the first item stands for it, or the pairs stand for an object.
csj_status Walk::list(const KeyTable::Entry &entry) {
    ++next;
    if (current() == ']') {
        ++next;
        if (entry.slot >= 0) is_first(entry.slot);
        return CSJ_ELEMENT;
    }
    if (entry.kinds & CSJ_PAIRS && entry.child()) {
        if (entry.slot >= 0) is_first(entry.slot);
        return pairs(*entry.child());
    }
    csj_status status = current() == '[' ? skip() : member(&entry);
    return status == CSJ_ELEMENT ? rest_of_list() : status;
}

/// An array whose items are walked later, one by one.
csj_status Walk::elements(const KeyTable::Entry &entry) {
    const uint32_t first = next + 1;
    csj_status status = skip();
    if (status != CSJ_ELEMENT || !is_first(entry.slot)) return status;
    if (list_count == list_limit) return CSJ_TOO_DEEP;
    const KeyTable *child = entry.child();
    const bool inherits = child != nullptr;
    lists[list_count++] = List{
        first, next - 1, inherits ? child : entry.branch->owner, inherits};
    return CSJ_ELEMENT;
}

csj_status Walk::rest_of_list() {
    for (;;) {
        uint8_t c = current();
        if (c != ',' && c != ']') return CSJ_BAD_JSON;
        ++next;
        if (c == ']') return CSJ_ELEMENT;
        csj_status status = skip();
        if (status != CSJ_ELEMENT) return status;
    }
}

csj_status Walk::pairs(const KeyTable &table) {
    for (;;) {
        csj_status status = current() == '{' ? pair(table) : skip();
        if (status != CSJ_ELEMENT) return status;
        uint8_t c = current();
        if (c != ',' && c != ']') return CSJ_BAD_JSON;
        ++next;
        if (c == ']') return CSJ_ELEMENT;
    }
}

/// One object with `key` and `value`, in either order.
csj_status Walk::pair(const KeyTable &table) {
    const KeyTable::Entry *target = nullptr;
    csj_slot found = {};
    ++next;
    if (current() == '}') {
        ++next;
        return CSJ_ELEMENT;
    }
    for (;;) {
        Name key;
        if (!name(key)) return CSJ_BAD_JSON;
        csj_status status = CSJ_ELEMENT;
        if (key.length == 3 && std::memcmp(key.bytes, "key", 3) == 0 && current() == '"') {
            const uint8_t *bytes;
            uint32_t length;
            if (!string(bytes, length)) return CSJ_BAD_JSON;
            target = table.find(Name::load(bytes, length));
        } else if (key.length == 5 && std::memcmp(key.bytes, "value", 5) == 0) {
            status = pair_value(found);
        } else {
            status = skip();
        }
        if (status != CSJ_ELEMENT) return status;
        uint8_t c = current();
        if (c != ',' && c != '}') return CSJ_BAD_JSON;
        ++next;
        if (c == '}') break;
    }
    if (target == nullptr || target->slot < 0 || found.kind == null_kind) return CSJ_ELEMENT;
    if (!is_first(target->slot)) return CSJ_ELEMENT;
    element->slots[target->slot] = found;
    keep(*target, found);
    return CSJ_ELEMENT;
}

csj_status Walk::pair_value(csj_slot &slot) {
    if (current() == '[') return skip();
    if (current() != '{') {
        if (!scalar(slot)) return CSJ_BAD_JSON;
        if (slot.kind == CSJ_STRING && slot.bytes == scratch) scratch += slot.length;
        return CSJ_ELEMENT;
    }
    ++next;
    if (current() == '}') {
        ++next;
        return CSJ_ELEMENT;
    }
    for (;;) {
        Name key;
        if (!name(key)) return CSJ_BAD_JSON;
        if (current() == '{' || current() == '[' || slot.kind != null_kind) {
            csj_status status = skip();
            if (status != CSJ_ELEMENT) return status;
        } else {
            if (!scalar(slot)) return CSJ_BAD_JSON;
            if (slot.kind == CSJ_STRING && slot.bytes == scratch) scratch += slot.length;
        }
        uint8_t c = current();
        if (c != ',' && c != '}') return CSJ_BAD_JSON;
        ++next;
        if (c == '}') return CSJ_ELEMENT;
    }
}

/// Walks an object that is written as text; an empty text is none.
void Walk::object_in_text(const KeyTable::Entry &entry, const csj_slot &text) {
    size_t length = text.length;
    if (length == 0) return;
    if (text.bytes != scratch) std::memcpy(scratch, text.bytes, length);
    std::memset(scratch + length, 0, TextIndex::padding);
    uint32_t entries = 0;
    const uint32_t *places = texts ? texts->index(scratch, length, entries) : nullptr;
    uint64_t present = element->present;
    if (places != nullptr) {
        Walk inner{scratch, places, entries, 0, has_escape(scratch, length), element,
            scratch + length + TextIndex::padding};
        inner.fault = fault;
        inner.seen = seen;
        bool sound = inner.current() == '{';
        if (sound) {
            ++inner.next;
            sound = inner.object(*entry.child()) == CSJ_ELEMENT && inner.next == entries &&
                inner.list_count == 0;
        }
        if (sound) {
            fault = inner.fault;
            seen = inner.seen;
            scratch = inner.scratch;
            element->present |= uint64_t(1) << entry.slot;
            return;
        }
    }
    element->present = present;
    if (!(entry.kinds & KeyTable::Entry::lenient)) note(CSJ_WRONG_KIND, entry.slot);
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
