// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "KeyTable.hpp"

#include <vector>

namespace csj {

/// Takes flat objects apart by comparing the bytes at hand with the names that came there before.
///
/// A source writes the fields of its events in few orders. A layout learns which name follows which, and
/// needs no index of the text then, nor to look a name up. What it has not seen, and whatever is not
/// plain (blanks, escapes, nested values, wrong kinds, faults of any sort), it refuses: whoever walks the
/// object carefully then knows more about it, and lets the layout learn it if it was sound.
class LearnedLayout {
  public:
    /// Names that are told apart at most. It does not learn more.
    static constexpr size_t name_limit = 255;
    /// Names that may follow one.
    static constexpr size_t follower_limit = 12;

    /// A layout of objects with these fields, which must stay.
    explicit LearnedLayout(const KeyTable &fields) : fields_(fields) { forget(); }

    /// Whether to try: after objects that did not fit it rests for some.
    bool is_due() {
        if (rest_ == 0) return true;
        rest_ -= 1;
        return false;
    }

    /// Fills the slots from one object of a text whose memory ends with CSJ_PADDING zeros. False where the
    /// walk has to; then the slots hold anything. There must be one more than CSJ_SLOT_LIMIT.
    bool fill(const uint8_t *text, size_t length, csj_element &element) const;

    /// Notes that an object fitted.
    void note_hit() { misses_ = 0; }

    /// Notes that a value did not fit.
    void note_miss();

    /// Learns the names of an object that is known to be sound, up to the first value that is not plain.
    void learn(const uint8_t *text, size_t length);

  private:
    /// Values in a row that did not fit until everything is learned anew.
    static constexpr uint32_t miss_limit = 32;
    /// Values in a row that did not fit until it rests: half of a source may be anything else.
    static constexpr uint32_t patience = 8;
    static constexpr uint32_t longest_rest = 1024;

    struct alignas(64) KnownName {
        /// Of `beyond`: more than sixteen bytes are to be compared.
        static constexpr uint32_t is_long = 1u << 16;

        /// In its quotes, with the colon.
        uint8_t text[CSJ_NAME_LIMIT + 3] = {};
        uint8_t length = 0, follower_count = 0;
        static_assert(CSJ_SLOT_LIMIT <= 64, "a slot has a bit");
        /// Where its value goes; the spare slot where nobody asks for it.
        uint8_t slot = CSJ_SLOT_LIMIT;
        /// What values it may have; any where nobody asks for them.
        uint16_t kinds = 0xFFFF;
        /// Of the first sixteen bytes those behind it, as bits.
        uint32_t beyond = 0;
        /// The bit of its slot; 0: it has none.
        uint64_t bit = 0;
        uint8_t followers[follower_limit] = {};

        bool is_at(const uint8_t *bytes) const;
        bool has_rest(const uint8_t *bytes) const;
    };

    const KeyTable &fields_;
    /// The first stands for the beginning of an object.
    std::vector<KnownName> names_;
    uint32_t misses_ = 0, rest_ = 0;

    void forget() { names_.assign(1, KnownName()); }
    const KnownName *next(const KnownName &before, const uint8_t *at) const;
    uint8_t add(uint8_t before, const uint8_t *text, size_t length);
    uint8_t place(const uint8_t *text, size_t length);
};

}  // namespace csj
