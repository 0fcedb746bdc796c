// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "CSimdJSON.h"

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace csj {

/// A name, and its first sixteen bytes as two words, zero-filled.
struct Name {
    uint64_t low = 0, high = 0;
    size_t length = 0;
    const uint8_t *bytes = nullptr;

    /// Sixteen set bytes, then sixteen clear ones: from 16 - n on, the mask of n bytes.
    alignas(32) static constexpr uint8_t masks[32] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

    /// Reads 16 bytes whatever the length: the source must be padded.
    static Name load(const uint8_t *bytes, size_t length) {
        Name name;
        name.length = length;
        name.bytes = bytes;
        std::memcpy(&name.low, bytes, 8);
        std::memcpy(&name.high, bytes + 8, 8);
        // Without branches: lengths follow no pattern that a processor could foresee.
        const uint8_t *mask = masks + 16 - (length < 16 ? length : 16);
        uint64_t low_mask, high_mask;
        std::memcpy(&low_mask, mask, 8);
        std::memcpy(&high_mask, mask + 8, 8);
        name.low &= low_mask;
        name.high &= high_mask;
        return name;
    }
};

/// The names that matter at one level of an element, with the slot or the level each leads to.
/// Open addressing, at most a quarter full, so a foreign name is told from its first probe or two.
class KeyTable {
  public:
    /// What few names have.
    struct Branch {
        std::unique_ptr<KeyTable> child;
        /// The level that the name is of.
        const KeyTable *owner;
        /// What follows the first sixteen bytes.
        std::string rest;

        explicit Branch(const KeyTable *owner) : owner(owner) {}
    };

    /// Two of them fill a line of the cache: a table of sixty fields stays in the nearest one.
    struct Entry {
        uint64_t low = 0, high = 0;
        /// 0: vacant.
        uint32_t length = 0;
        int16_t slot = -1;
        /// Allowed kinds, and `lenient`.
        uint16_t kinds = 0;
        /// Null where there is nothing below and no rest of the name.
        std::unique_ptr<Branch> branch;

        /// Values of other kinds are passed over.
        static constexpr uint16_t lenient = 1 << 15;

        bool is(const Name &name) const {
            return low == name.low && high == name.high && length == name.length &&
                   (length <= 16 || branch->rest.compare(0, std::string::npos,
                       reinterpret_cast<const char *>(name.bytes) + 16, length - 16) == 0);
        }

        /// The names below this one; null where there are none.
        const KeyTable *child() const { return branch ? branch->child.get() : nullptr; }
    };
    static_assert(sizeof(Entry) == 32);

    KeyTable() : entries_(8) {}

    const Entry *find(const Name &name) const {
        for (size_t i = home(name.low, name.length);; ++i) {
            const Entry &entry = entries_[i & (entries_.size() - 1)];
            if (entry.length == 0) return nullptr;
            if (entry.is(name)) return &entry;
        }
    }

    /// Adds a dotted path. False when a name is empty or too long, or the path is taken.
    bool add(std::string_view path, const csj_field &field, int16_t slot) {
        size_t dot = path.find('.');
        Entry *entry = insert(path.substr(0, dot));
        if (entry == nullptr) return false;
        if (dot != std::string_view::npos) {
            std::unique_ptr<KeyTable> &child = branch(*entry).child;
            if (!child) child = std::make_unique<KeyTable>();
            return child->add(path.substr(dot + 1), field, slot);
        }
        if (entry->slot >= 0) return false;
        entry->slot = slot;
        entry->kinds = uint16_t(field.kinds | (field.lenient ? Entry::lenient : 0));
        if (field.kinds & CSJ_ELEMENTS) branch(*entry);
        return true;
    }

    /// The names below one of this level; null where there are none.
    const KeyTable *child(std::string_view text) const {
        if (text.size() > CSJ_NAME_LIMIT) return nullptr;
        uint8_t padded[CSJ_NAME_LIMIT] = {};
        std::memcpy(padded, text.data(), text.size());
        const Entry *found = find(Name::load(padded, text.size()));
        return found ? found->child() : nullptr;
    }

    /// How many fields may hold an object as text.
    size_t count_texts() const {
        size_t count = 0;
        for (const Entry &entry : entries_) {
            const KeyTable *child = entry.child();
            if (child == nullptr) continue;
            count += (entry.kinds & CSJ_STRING) != 0;
            count += child->count_texts();
        }
        return count;
    }

  private:
    std::vector<Entry> entries_;
    size_t used_ = 0;

    static size_t home(uint64_t low, size_t length) {
        return size_t(((low + length) * 0x9E3779B97F4A7C15ull) >> 48);
    }

    Entry *insert(std::string_view text) {
        if (text.empty() || text.size() > CSJ_NAME_LIMIT) return nullptr;
        uint8_t padded[CSJ_NAME_LIMIT] = {};
        std::memcpy(padded, text.data(), text.size());
        Name name = Name::load(padded, text.size());
        if (const Entry *found = find(name)) return const_cast<Entry *>(found);
        if ((used_ + 1) * 4 > entries_.size()) grow();
        used_ += 1;
        Entry &entry = vacancy(name.low, name.length);
        entry.low = name.low;
        entry.high = name.high;
        entry.length = uint32_t(name.length);
        if (text.size() > 16) branch(entry).rest = text.substr(16);
        return &entry;
    }

    Branch &branch(Entry &entry) {
        if (!entry.branch) entry.branch = std::make_unique<Branch>(this);
        return *entry.branch;
    }

    Entry &vacancy(uint64_t low, size_t length) {
        size_t i = home(low, length);
        while (entries_[i & (entries_.size() - 1)].length != 0) ++i;
        return entries_[i & (entries_.size() - 1)];
    }

    void grow() {
        std::vector<Entry> old(entries_.size() * 2);
        old.swap(entries_);
        for (Entry &entry : old) {
            if (entry.length != 0) vacancy(entry.low, entry.length) = std::move(entry);
        }
    }
};

}  // namespace csj
