// SPDX-License-Identifier: Apache-2.0
#include "Boundary.hpp"

#include <bitset>

namespace csj {

namespace {

/// The open brackets, innermost last; those beyond the limit are only counted.
class Brackets {
  public:
    bool is_empty() const { return depth_ == 0; }
    bool in_object() const { return depth_ > 0 && beyond_ == 0 && objects_[depth_ - 1]; }
    void open(bool object) {
        if (depth_ == limit) {
            ++beyond_;
            return;
        }
        objects_[depth_++] = object;
        ++counts_[object];
    }
    /// Closes up to the innermost of this kind; false when none is open.
    bool close(bool object) {
        if (beyond_ > 0) {
            --beyond_;
            return true;
        }
        if (counts_[object] == 0) return false;
        bool closed;
        do {
            closed = objects_[--depth_];
            --counts_[closed];
        } while (closed != object);
        return true;
    }

  private:
    static constexpr size_t limit = 1024;
    std::bitset<limit> objects_;
    size_t depth_ = 0, beyond_ = 0;
    /// How many of the open ones are arrays, objects.
    size_t counts_[2] = {0, 0};
};

/// The byte behind the string that begins at `at`.
size_t string_end(const uint8_t *text, size_t at, size_t length) {
    for (++at; at < length; ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return length;
}

}  // namespace

size_t array_element_end(const uint8_t *text, size_t begin, size_t length) {
    Brackets brackets;
    for (size_t at = begin; at < length; ++at) {
        switch (text[at]) {
        case '"':
            at = string_end(text, at, length) - 1;
            break;
        case '{': case '[':
            brackets.open(text[at] == '{');
            break;
        case '}':
            brackets.close(true);
            break;
        case ']':
            if (!brackets.close(false)) return at;
            break;
        case ',':
            if (brackets.is_empty()) return at;
            if (brackets.in_object()) {
                size_t after = skip_blanks(text, at + 1, length);
                if (after < length && text[after] == '{') return at;
            }
            break;
        default:
            break;
        }
    }
    return length;
}

bool is_lines(const uint8_t *text, size_t length) {
    const void *found = std::memchr(text, '\n', length);
    if (found == nullptr) return false;
    size_t first = size_t(static_cast<const uint8_t *>(found) - text);
    size_t end = trim_end(text, 0, first);
    if (end > 0 && text[end - 1] == '}' && skip_blanks(text, first, length) < length) return true;
    while (found != nullptr) {
        size_t line = size_t(static_cast<const uint8_t *>(found) - text) + 1;
        if (line < length && text[line] == '{') return true;
        found = std::memchr(text + line, '\n', length - line);
    }
    return false;
}

}  // namespace csj
