// SPDX-License-Identifier: Apache-2.0
#include "Boundary.hpp"
#include "LearnedLayout.hpp"
#include "Lines.hpp"
#include "Walk.hpp"

#include <simdjson.h>

using simdjson::internal::dom_parser_implementation;

namespace {

constexpr size_t padding = CSJ_PADDING;
constexpr size_t first_capacity = 16 * 1024;

enum class Shape { done, taken, lines, array, tail, refused, text, blank };

/// An array of elements that is open, and what of the objects around it counts for its items.
struct Frame {
    /// Entries of the index: the next item, and the array's end.
    uint32_t next, last;
    const csj::KeyTable *fields;
    uint64_t present;
    uint8_t *scratch;
    /// What the slots of CSJ_SHARED held around the array: items write theirs into the same.
    csj_slot around[CSJ_SLOT_LIMIT];
};

/// Copies the slots whose bits are set.
void copy(uint64_t bits, const csj_slot *from, csj_slot *to) {
    for (; bits != 0; bits &= bits - 1) {
        int slot = __builtin_ctzll(bits);
        to[slot] = from[slot];
    }
}

}  // namespace

struct csj_reader {
    csj::KeyTable fields;
    /// The fields of what the value holds: all, or those below one.
    const csj::KeyTable *root = &fields;
    /// The value must be one object.
    bool single = false;
    size_t limit;
    /// The last is spare: values that nobody asks for.
    csj_slot slots[CSJ_SLOT_LIMIT + 1];
    csj_element element = {};

    /// The copy of the value with zeros behind it, and room for unescaped strings.
    std::unique_ptr<uint8_t[]> text, scratch;
    size_t capacity = 0, length = 0;
    /// Where the value lies: in the copy, or where it came from.
    const uint8_t *origin = nullptr;
    std::unique_ptr<dom_parser_implementation> indexer;
    /// Null for JSON.
    std::unique_ptr<csj::Lines> layout;
    /// Values may be JSON besides being lines.
    bool either = false;
    /// The slots of CSJ_SHARED.
    uint64_t shared = 0;
    /// Of JSON: the orders of fields that were seen.
    csj::LearnedLayout learned{fields};
    /// The value is one object that the layout did not fit.
    bool is_new = false;
    /// Null where no field holds an object as text.
    std::unique_ptr<csj::TextIndex> texts;

    Shape shape = Shape::done;
    /// Of Shape::refused.
    csj_status fault = CSJ_END;
    /// All of the value is indexed and `walk` goes through it; else one element at a time is cut
    /// out at `at` and indexed by itself.
    bool whole = false;
    csj::Walk walk;
    size_t at = 0;
    bool escapes = false;
    /// Number of the next element.
    uint32_t upcoming = 0;
    /// Where the index goes on behind the object that holds the outermost of them.
    uint32_t behind = 0;
    /// The open arrays of elements, innermost last.
    unsigned depth = 0;
    Frame frames[CSJ_LIST_LIMIT];

    bool reserve(size_t count);
    bool open(const uint8_t *bytes, size_t count, bool is_padded);
    bool take(const uint8_t *bytes, size_t count);
    bool begin();
    void open_below(const csj::KeyTable *table, const uint8_t *bytes, size_t count);
    void refuse(csj_status status, size_t count);
    csj_status next();

  private:
    void reset(size_t count);
    bool fill(const uint8_t *bytes);
    csj_status step();
    csj_status finish();
    csj_status end(csj_status status);
    csj_status next_taken();
    csj_status next_blank();
    csj_status next_tail();
    csj_status next_whole();
    csj_status next_line();
    csj_status next_in_array();
    csj_status next_text();
    csj_status next_item();
    bool enter(csj_status &status);
    csj_status parse(size_t begin, size_t end);
    csj_status walk_document(const csj::KeyTable &table);
    void start(size_t begin);
    bool index(size_t begin, size_t end, csj_status &status);
};

bool csj_reader::reserve(size_t count) {
    if (count <= capacity) return true;
    size_t wanted = first_capacity;
    while (wanted < count) wanted *= 2;
    text.reset(new (std::nothrow) uint8_t[wanted + padding]);
    size_t room = texts ? 2 * wanted + (CSJ_TEXT_LIMIT + 1) * padding : wanted + padding;
    scratch.reset(new (std::nothrow) uint8_t[room]());
    capacity = 0;
    if (!text || !scratch || (texts && !texts->reserve(wanted))) return false;
    if (indexer->allocate(wanted, 1) != simdjson::SUCCESS) return false;
    capacity = wanted;
    return true;
}

/// Indexes the bytes and points the walk at them.
bool csj_reader::index(size_t begin, size_t end, csj_status &status) {
    auto error = indexer->stage1(
        text.get() + begin, end - begin, simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) {
        status = error == simdjson::UTF8_ERROR ? CSJ_BAD_UTF8 : CSJ_BAD_JSON;
        return false;
    }
    walk = csj::Walk{text.get() + begin, indexer->structural_indexes.get(),
        indexer->n_structural_indexes, 0, escapes, &element, scratch.get(),
        texts.get()};
    return true;
}

void csj_reader::refuse(csj_status status, size_t count) {
    shape = Shape::refused;
    origin = text.get();
    fault = status;
    upcoming = 0;
    depth = 0;
    length = count;
}

void csj_reader::open_below(const csj::KeyTable *table, const uint8_t *bytes, size_t count) {
    reset(count);
    if (take(bytes, count) && !begin()) {
        bool blank = csj::skip_blanks(text.get(), 0, count) == count;
        // Else it is an empty array.
        blank ? void(shape = Shape::blank) : refuse(CSJ_NOT_OBJECT, count);
    }
    static const csj::KeyTable none;
    root = table ? table : &none;
    single = true;
}

/// Takes a value; where it is one object whose order of fields is known, that is all, and no copy is
/// needed of one that is padded.
bool csj_reader::open(const uint8_t *bytes, size_t count, bool is_padded) {
    reset(count);
    const bool may_fit = !layout && count > 0 && count <= limit && bytes[0] == '{' &&
        bytes[count - 1] == '}' && learned.is_due();
    if (may_fit && is_padded && fill(bytes)) return true;
    if (!take(bytes, count)) return true;
    if (may_fit && !is_padded && fill(text.get())) return true;
    if (may_fit) learned.note_miss();
    is_new = may_fit;
    return begin();
}

/// Fills the slots from one object by a known order of fields; false where none fits.
bool csj_reader::fill(const uint8_t *bytes) {
    if (!learned.fill(bytes, length, element)) return false;
    learned.note_hit();
    origin = bytes;
    shape = Shape::taken;
    return true;
}

/// Forgets the value before.
void csj_reader::reset(size_t count) {
    root = &fields;
    single = false;
    is_new = false;
    shape = Shape::done;
    upcoming = 0;
    depth = 0;
    length = count;
}

/// Takes a copy of a value; false where it is refused.
bool csj_reader::take(const uint8_t *bytes, size_t count) {
    if (count > limit || !reserve(count)) {
        refuse(CSJ_TOO_LARGE, count);
        return false;
    }
    origin = text.get();
    if (count > 0) std::memcpy(text.get(), bytes, count);
    std::memset(text.get() + count, 0, padding);
    return true;
}

/// Finds out what the copy of a value is; false where nothing is in it.
bool csj_reader::begin() {
    const size_t count = length;
    at = csj::skip_blanks(text.get(), 0, count);
    if (at == count) return false;
    const bool json = text[at] == '{' || text[at] == '[';
    if (layout && !(either && json)) {
        shape = Shape::text;
        at = 0;
        return true;
    }
    shape = text[at] == '[' ? Shape::array : Shape::lines;
    escapes = csj::has_escape(text.get(), count);
    csj_status ignored;
    whole = index(0, count, ignored);
    if (shape == Shape::array) {
        walk.next = 1;
        at += 1;
        size_t first = csj::skip_blanks(text.get(), at, count);
        if (first < count && text[first] == ']') {
            if (csj::skip_blanks(text.get(), first + 1, count) == count) shape = Shape::done;
        }
    }
    return shape != Shape::done;
}

void csj_reader::start(size_t begin) {
    element.present = 0;
    element.sole = false;
    element.index = upcoming;
    element.begin = uint32_t(begin);
    element.bytes = origin + begin;
    walk.list_count = 0;
}

csj_status csj_reader::next() {
    csj_status status;
    do {
        while (depth > 0 && frames[depth - 1].next >= frames[depth - 1].last) {
            if (--depth == 0) walk.next = behind;
        }
        status = depth > 0 ? next_item() : step();
    } while (__builtin_expect(walk.list_count != 0, false) && enter(status));
    if (__builtin_expect(single, false) && status != CSJ_END && !element.sole) {
        status = end(status == CSJ_ELEMENT ? CSJ_NOT_OBJECT : status);
    }
    upcoming += 1;
    return status;
}

/// Opens the arrays of elements of the object that was walked; false where nothing is in any.
///
/// The walk over the object has seen that all in them is sound, so its index serves for the items.
bool csj_reader::enter(csj_status &status) {
    if (status != CSJ_ELEMENT || walk.list_count == 0) return false;
    bool any = false;
    for (unsigned list = 0; list < walk.list_count; ++list) {
        any |= walk.lists[list].first < walk.lists[list].last;
    }
    // What holds empty ones only is told as an element, or nothing of it would be.
    if (!any) return false;
    if (depth + walk.list_count > CSJ_LIST_LIMIT) {
        status = CSJ_TOO_DEEP;
        return false;
    }
    if (depth == 0) behind = walk.next;
    // What the objects around hold unescaped stays as long as their arrays are open.
    uint8_t *const room = depth > 0 ? frames[depth - 1].scratch : scratch.get();
    for (unsigned list = walk.list_count; list-- > 0;) {
        const csj::Walk::List &found = walk.lists[list];
        Frame &frame = frames[depth++];
        frame.next = found.first;
        frame.last = found.last;
        frame.fields = found.fields;
        frame.present = element.present & (found.inherits ? ~uint64_t(0) : shared);
        frame.scratch = frame.present != 0 ? walk.scratch : room;
        copy(frame.present & shared, slots, frame.around);
    }
    return true;
}

/// The next item of the innermost array of elements.
csj_status csj_reader::next_item() {
    Frame &frame = frames[depth - 1];
    const size_t base = size_t(walk.text - text.get());
    const size_t begin = base + walk.index[frame.next];
    start(begin);
    element.present = frame.present;
    copy(frame.present & shared, frame.around, slots);
    walk.next = frame.next;
    walk.scratch = frame.scratch;
    walk.fault = CSJ_ELEMENT;
    walk.seen = 0;
    csj_status status = CSJ_NOT_OBJECT;
    if (walk.current() == '{') {
        ++walk.next;
        status = walk.object(*frame.fields);
    }
    if (status == CSJ_ELEMENT) {
        status = walk.fault;
    } else {
        walk.next = frame.next;
        walk.skip();
    }
    element.end = uint32_t(csj::trim_end(text.get(), begin, base + walk.index[walk.next]));
    frame.next = walk.current() == ',' ? walk.next + 1 : frame.last;
    return status;
}

csj_status csj_reader::step() {
    switch (shape) {
    case Shape::done: break;
    case Shape::taken: return next_taken();
    case Shape::refused: return end(fault);
    case Shape::blank: return next_blank();
    case Shape::text: return next_text();
    case Shape::tail: return next_tail();
    case Shape::lines: return whole ? next_whole() : next_line();
    case Shape::array: return whole ? next_whole() : next_in_array();
    }
    return CSJ_END;
}

/// The one element of a value, whose slots are filled already.
csj_status csj_reader::next_taken() {
    const uint64_t present = element.present;
    end(CSJ_ELEMENT);
    element.present = present;
    return CSJ_ELEMENT;
}

/// An element of which nothing is in the value.
csj_status csj_reader::next_blank() {
    end(CSJ_ELEMENT);
    return CSJ_ELEMENT;
}

/// Ends the value with one fault over all of it.
csj_status csj_reader::end(csj_status status) {
    shape = Shape::done;
    depth = 0;
    start(0);
    element.end = uint32_t(length);
    element.sole = true;
    return status;
}

/// What follows an array's closing bracket is one fault.
csj_status csj_reader::next_tail() {
    shape = Shape::done;
    start(csj::skip_blanks(text.get(), at, length));
    element.end = uint32_t(csj::trim_end(text.get(), element.begin, length));
    return CSJ_BAD_JSON;
}

/// The fast way: on along the index of the whole value. At the first fault of grammar it hands
/// the element over to the careful way, for good: the index tells nothing about where to go on.
csj_status csj_reader::next_whole() {
    if (walk.next >= walk.count && shape == Shape::lines) return finish();
    at = walk.next < walk.count ? walk.index[walk.next] : length;
    start(at);
    walk.scratch = scratch.get();
    walk.fault = CSJ_ELEMENT;
    walk.seen = 0;
    walk.list_count = 0;
    bool sound = walk.current() == '{';
    if (sound) {
        ++walk.next;
        sound = walk.object(*root) == CSJ_ELEMENT;
    }
    if (sound) {
        element.end = walk.index[walk.next - 1] + 1;
        uint8_t c = walk.current();
        if (shape == Shape::array) {
            sound = c == ',' || (c == ']' && walk.next + 1 == walk.count);
            walk.next += 1;
            if (c == ']') shape = sound ? Shape::done : shape;
        } else if (walk.next < walk.count) {
            size_t gap = walk.index[walk.next] - element.end;
            sound = std::memchr(walk.text + element.end, '\n', gap) != nullptr;
        } else if (upcoming == 0) {
            element.sole = true;
            element.begin = 0;
            element.bytes = text.get();
            element.end = uint32_t(length);
            if (is_new && walk.fault == CSJ_ELEMENT) learned.learn(text.get(), length);
        }
    }
    if (sound) return walk.fault;
    whole = false;
    return shape == Shape::array ? next_in_array() : next_line();
}

csj_status csj_reader::finish() {
    shape = Shape::done;
    return CSJ_END;
}

csj_status csj_reader::next_line() {
    size_t begin = csj::skip_blanks(text.get(), at, length);
    if (begin == length) return finish();
    size_t end = length;
    if (upcoming > 0 || csj::is_lines(text.get(), length)) {
        const void *found = std::memchr(text.get() + begin, '\n', length - begin);
        if (found != nullptr) end = size_t(static_cast<const uint8_t *>(found) - text.get());
    }
    at = end;
    csj_status status = parse(begin, csj::trim_end(text.get(), begin, end));
    element.sole = upcoming == 0 && csj::skip_blanks(text.get(), end, length) == length;
    if (element.sole) {
        element.begin = 0;
        element.bytes = text.get();
        element.end = uint32_t(length);
    }
    return status;
}

csj_status csj_reader::next_in_array() {
    size_t begin = csj::skip_blanks(text.get(), at, length);
    if (begin == length && upcoming == 0) return end(CSJ_BAD_JSON);
    size_t end = csj::array_element_end(text.get(), begin, length);
    csj_status status = parse(begin, csj::trim_end(text.get(), begin, end));
    at = end + 1;
    if (end == length) {
        // The array never ends. Where its last element was sound, one more fault says so.
        if (status != CSJ_ELEMENT) shape = Shape::done;
        at = length;
    } else if (text[end] == ']') {
        shape = csj::skip_blanks(text.get(), at, length) == length ? Shape::done : Shape::tail;
    }
    return status;
}

/// The next line of another layout than JSON that has more than blanks.
csj_status csj_reader::next_text() {
    const uint8_t *bytes = text.get();
    size_t begin = at, end = at;
    while (begin == end || csj::skip_blanks(bytes, begin, end) == end) {
        if (at >= length) return finish();
        begin = at;
        const void *found = std::memchr(bytes + begin, '\n', length - begin);
        end = found != nullptr ? size_t(static_cast<const uint8_t *>(found) - bytes) : length;
        at = end + 1;
    }
    if (bytes[end - 1] == '\r') --end;
    start(begin);
    element.end = uint32_t(end);
    if (upcoming == 0 && (at >= length || csj::skip_blanks(bytes, at, length) == length)) {
        element.sole = true;
        element.begin = 0;
        element.bytes = text.get();
        element.end = uint32_t(length);
    }
    return layout->fill(bytes + begin, end - begin, scratch.get(), element);
}

/// Walks the bytes as one document.
csj_status csj_reader::parse(size_t begin, size_t end) {
    start(begin);
    element.end = uint32_t(end);
    csj_status status = CSJ_BAD_JSON;
    if (begin == end || !index(begin, end, status)) return status;
    // The walk ends at a zero; what follows in the text is needed again.
    uint8_t behind = text[end];
    text[end] = 0;
    status = walk_document(*root);
    text[end] = behind;
    return status;
}

/// Walks the document that was indexed, to its end.
csj_status csj_reader::walk_document(const csj::KeyTable &table) {
    bool object = walk.current() == '{';
    csj_status status;
    if (object) {
        ++walk.next;
        status = walk.object(table);
    } else {
        status = walk.skip();
    }
    if (status != CSJ_ELEMENT) return status;
    if (walk.next != walk.count) return CSJ_BAD_JSON;
    return object ? walk.fault : CSJ_NOT_OBJECT;
}

extern "C" csj_reader *csj_reader_create(const csj_field *fields, size_t count, size_t limit,
    csj_layout layout, size_t columns) {
    if (count > CSJ_SLOT_LIMIT || limit > UINT32_MAX / 2) return nullptr;
    std::unique_ptr<csj_reader> reader(new (std::nothrow) csj_reader);
    if (!reader) return nullptr;
    reader->limit = limit;
    reader->element.slots = reader->slots;
    if (layout != CSJ_JSON) {
        reader->layout.reset(new (std::nothrow) csj::Lines(layout, columns));
        if (!reader->layout) return nullptr;
        reader->either = layout == CSJ_COLUMNS;
    }
    for (size_t slot = 0; slot < count; ++slot) {
        reader->shared |= uint64_t((fields[slot].kinds & CSJ_SHARED) != 0) << slot;
        if (reader->layout && !reader->layout->add(fields[slot], int16_t(slot))) return nullptr;
        if (reader->layout && !reader->either) continue;
        if (!reader->fields.add(fields[slot].path, fields[slot], int16_t(slot))) return nullptr;
    }
    size_t texts = reader->fields.count_texts();
    if (texts > CSJ_TEXT_LIMIT) return nullptr;
    if (texts > 0) {
        reader->texts.reset(new (std::nothrow) csj::TextIndex);
        if (!reader->texts) return nullptr;
    }
    auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
        first_capacity, 1, reader->indexer);
    if (error != simdjson::SUCCESS || !reader->reserve(first_capacity)) return nullptr;
    return reader.release();
}

extern "C" void csj_reader_destroy(csj_reader *reader) { delete reader; }

extern "C" const csj_element *csj_reader_element(const csj_reader *reader) {
    return &reader->element;
}

extern "C" bool csj_open(
    csj_reader *reader, const uint8_t *bytes, size_t length, bool is_padded) {
    return reader->open(bytes, length, is_padded);
}

extern "C" void csj_open_below(
    csj_reader *reader, const char *name, const uint8_t *bytes, size_t length) {
    reader->open_below(reader->fields.child(name), bytes, length);
}

extern "C" void csj_refuse(csj_reader *reader, csj_status status, size_t length) {
    reader->refuse(status, length);
}

extern "C" void csj_fill(
    csj_reader *reader, uint8_t slot, const uint8_t *bytes, uint32_t length) {
    csj_slot &value = reader->slots[slot];
    value.kind = CSJ_STRING;
    value.bytes = bytes;
    value.length = length;
    reader->element.present |= uint64_t(1) << slot;
}

extern "C" bool csj_is_utf8(const uint8_t *bytes, size_t length) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length);
}

extern "C" csj_status csj_next(csj_reader *reader) { return reader->next(); }
