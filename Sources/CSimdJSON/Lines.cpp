// SPDX-License-Identifier: Apache-2.0
#include "Lines.hpp"

#include "Scalars.hpp"

#include <simdjson.h>

#include <algorithm>

namespace csj {

namespace {

bool is_utf8(const uint8_t *bytes, size_t length) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length);
}

void set(csj_element &element, int slot, const uint8_t *bytes, size_t length) {
    csj_slot &value = element.slots[slot];
    value.kind = CSJ_STRING;
    value.bytes = bytes;
    value.length = uint32_t(length);
    element.present |= uint64_t(1) << slot;
}

const uint8_t *find(const uint8_t *from, const uint8_t *end, uint8_t byte) {
    const void *found = from < end ? std::memchr(from, byte, size_t(end - from)) : nullptr;
    return found ? static_cast<const uint8_t *>(found) : end;
}

/// Writes a text of a query without its escapes; a `%` that begins none stands for itself.
size_t decode(const uint8_t *from, const uint8_t *end, uint8_t *target) {
    uint8_t *out = target;
    while (from < end) {
        int unit = *from == '%' && end - from > 2 ? hexadecimal_pair(from + 1) : -1;
        *out++ = unit >= 0 ? uint8_t(unit) : *from == '+' ? ' ' : *from;
        from += unit >= 0 ? 3 : 1;
    }
    return size_t(out - target);
}

/// The parts of an access log's line, one after the other.
struct Cursor {
    const uint8_t *at, *end;

    /// Up to the next blank.
    std::string_view word() {
        const uint8_t *stop = find(at, end, ' ');
        return take(stop);
    }

    /// Between two brackets or quotes; false where there are none.
    bool enclosed(uint8_t open, uint8_t close, std::string_view &text) {
        if (at == end || *at != open) return false;
        const uint8_t *stop = find(++at, end, close);
        // One behind a backslash is part of the text; behind two backslashes it is none.
        while (stop < end && is_escaped(stop)) stop = find(stop + 1, end, close);
        if (stop >= end) return false;
        text = std::string_view(reinterpret_cast<const char *>(at), size_t(stop - at));
        at = stop + 1;
        if (at < end && *at == ' ') ++at;
        return true;
    }

  private:
    bool is_escaped(const uint8_t *place) const {
        const uint8_t *first = place;
        while (first > at && first[-1] == '\\') --first;
        return (place - first) % 2 != 0;
    }

    std::string_view take(const uint8_t *stop) {
        std::string_view text(reinterpret_cast<const char *>(at), size_t(stop - at));
        at = stop < end ? stop + 1 : end;
        return text;
    }
};

/// Whether a text ends so, in letters of either case; the end is in small ones.
bool ends_with(std::string_view text, std::string_view end) {
    if (text.size() < end.size()) return false;
    text.remove_prefix(text.size() - end.size());
    for (size_t place = 0; place < end.size(); ++place) {
        char letter = text[place];
        if (letter >= 'A' && letter <= 'Z') letter = char(letter + ('a' - 'A'));
        if (letter != end[place]) return false;
    }
    return true;
}

/// Files that a page loads, by the ends of their names.
bool is_asset(std::string_view path) {
    static constexpr std::string_view ends[] = {
        ".js", ".mjs", ".css", ".map", ".json", ".xml", ".txt", ".png", ".jpg", ".jpeg", ".gif",
        ".webp", ".avif", ".svg", ".ico", ".bmp", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3",
        ".mp4", ".webm", ".wasm", ".webmanifest"};
    path = path.substr(0, path.find('?'));
    size_t dot = path.rfind('.');
    if (dot == std::string_view::npos || path.size() - dot > 12) return false;
    for (std::string_view end : ends) {
        if (ends_with(path, end)) return true;
    }
    return false;
}

/// What a request was: only a `page` is a page that somebody saw. Padded, as every value is.
constexpr char page[32] = "page", asset[32] = "asset", redirect[32] = "redirect",
               failure[32] = "failure", other[32] = "request";

std::string_view kind_of(std::string_view method, std::string_view path, std::string_view status) {
    if (method != "GET") return other;
    if (is_asset(path)) return asset;
    if (status.size() != 3) return failure;
    if (status[0] == '2' || status == "304") return page;
    return status[0] == '3' ? redirect : failure;
}

}  // namespace

bool Lines::add(const csj_field &field, int16_t slot) {
    static constexpr std::string_view parts[part_count] = {
        "host", "user", "time", "kind", "target", "referrer", "agent"};
    if (layout_ == CSJ_ACCESS_LOG) {
        const std::string_view *found = std::find(parts, parts + part_count, field.path);
        if (found == parts + part_count || parts_[found - parts] >= 0) return false;
        parts_[found - parts] = slot;
        return true;
    }
    if (layout_ != CSJ_COLUMNS) return names_.add(field.path, field, slot);
    if (field.column < 0) return true;
    size_t column = size_t(field.column);
    if (column >= count_) return false;
    if (columns_.empty()) columns_.assign(count_, -1);
    if (columns_[column] >= 0) return false;
    columns_[column] = slot;
    return true;
}

csj_status Lines::fill(
    const uint8_t *line, size_t length, uint8_t *scratch, csj_element &element) const {
    if (!is_utf8(line, length)) return CSJ_BAD_UTF8;
    switch (layout_) {
    case CSJ_COLUMNS: return columns(line, length, element) ? CSJ_ELEMENT : CSJ_BAD_LINE;
    case CSJ_QUERY: return query(line, length, scratch, element);
    case CSJ_ACCESS_LOG: return access(line, length, element) ? CSJ_ELEMENT : CSJ_BAD_LINE;
    default: return CSJ_BAD_LINE;
    }
}

bool Lines::columns(const uint8_t *line, size_t length, csj_element &element) const {
    const uint8_t *at = line, *end = line + length;
    for (size_t column = 0; column < count_; ++column) {
        // Most columns are empty.
        const uint8_t *stop = at < end && *at == '\t' ? at : find(at, end, '\t');
        if (stop > at && columns_[column] >= 0) {
            set(element, columns_[column], at, size_t(stop - at));
        }
        if (stop == end) return column + 1 == count_;
        at = stop + 1;
    }
    return false;
}

/// Of a name that is given twice the first counts.
csj_status Lines::query(
    const uint8_t *line, size_t length, uint8_t *scratch, csj_element &element) const {
    const uint8_t *at = line, *end = line + length;
    if (at < end && *at == '?') ++at;
    bool any = false;
    while (at < end) {
        const uint8_t *stop = find(at, end, '&');
        const uint8_t *equals = find(at, stop, '=');
        any |= equals < stop;
        uint8_t name[CSJ_NAME_LIMIT + 16] = {};
        size_t size = size_t(equals - at);
        if (equals < stop && size <= CSJ_NAME_LIMIT) {
            size = decode(at, equals, name);
            const KeyTable::Entry *entry = names_.find(Name::load(name, size));
            if (entry && entry->slot >= 0 && !(element.present >> entry->slot & 1)) {
                size_t written = decode(equals + 1, stop, scratch);
                if (!is_utf8(scratch, written)) return CSJ_BAD_UTF8;
                if (written > 0) set(element, entry->slot, scratch, written);
                scratch += written;
            }
        }
        at = stop + 1;
    }
    return any ? CSJ_ELEMENT : CSJ_BAD_LINE;
}

void Lines::put(Part part, std::string_view text, csj_element &element) const {
    if (parts_[part] < 0 || text.empty() || text == "-") return;
    set(element, parts_[part], reinterpret_cast<const uint8_t *>(text.data()), text.size());
}

/// `host ident user [time] "method target protocol" status bytes "referrer" "agent"`, the last two of
/// them or none.
bool Lines::access(const uint8_t *line, size_t length, csj_element &element) const {
    Cursor cursor{line, line + length};
    put(host, cursor.word(), element);
    cursor.word();
    put(user, cursor.word(), element);
    std::string_view at, request, from, by;
    if (!cursor.enclosed('[', ']', at) || !cursor.enclosed('"', '"', request)) return false;
    std::string_view status = cursor.word();
    cursor.word();
    if (cursor.at < cursor.end && *cursor.at == '"') {
        if (!cursor.enclosed('"', '"', from) || !cursor.enclosed('"', '"', by)) return false;
    }
    std::string_view method = request.substr(0, request.find(' '));
    std::string_view path =
        method.size() < request.size() ? request.substr(method.size() + 1) : std::string_view();
    path = path.substr(0, path.find(' '));
    put(time, at, element);
    put(kind, kind_of(method, path, status), element);
    put(target, path, element);
    put(referrer, from, element);
    put(agent, by, element);
    return true;
}

}  // namespace csj
