// SPDX-License-Identifier: Apache-2.0
#include "Scalars.hpp"

#include <charconv>
#include <limits>

namespace csj {

namespace {

constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// Both operands are exact, so one rounding gives the nearest double (Clinger, 1990).
bool is_exact(uint64_t digits, int places) {
    return digits <= (uint64_t(1) << 53) && places >= -22 && places <= 22;
}

/// Any length and exponent; out of range it is 0 for a tiny number, else infinity.
double parse_slowly(const uint8_t *begin, const uint8_t *end, bool tiny) {
    double value = 0;
    auto [stop, error] = std::from_chars(
        reinterpret_cast<const char *>(begin), reinterpret_cast<const char *>(end), value);
    (void)stop;
    if (error == std::errc()) return value;
    return tiny ? 0 : std::numeric_limits<double>::infinity();
}

int hexadecimal(uint8_t c) {
    if (is_digit(c)) return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Four hexadecimal digits, or -1.
int code_unit(const uint8_t *text, const uint8_t *end) {
    if (end - text < 4) return -1;
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        int digit = hexadecimal(text[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

uint8_t *put_utf8(uint32_t scalar, uint8_t *target) {
    if (scalar < 0x80) {
        *target++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
        *target++ = uint8_t(0xC0 | scalar >> 6);
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *target++ = uint8_t(0xE0 | scalar >> 12);
        *target++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    } else {
        *target++ = uint8_t(0xF0 | scalar >> 18);
        *target++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *target++ = uint8_t(0x80 | (scalar & 0x3F));
    }
    return target;
}

/// Reads what follows `\u`; moves `text` behind it. False for what is no number of four digits.
///
/// Half a pair is what is left of an emoji that somebody cut in two; RFC 8259, section 8.2, lets it be
/// written and not what it means. It is read as U+FFFD, so that the other fields count.
bool unicode_escape(const uint8_t *&text, const uint8_t *end, uint8_t *&target) {
    int unit = code_unit(text, end);
    if (unit < 0) return false;
    text += 4;
    uint32_t scalar = uint32_t(unit);
    if (unit >= 0xD800 && unit < 0xE000) {
        bool may_have_low = unit < 0xDC00 && end - text >= 6 && text[0] == '\\' && text[1] == 'u';
        int low = may_have_low ? code_unit(text + 2, end) : -1;
        if (low >= 0xDC00 && low < 0xE000) {
            text += 6;
            scalar = 0x10000 + (uint32_t(unit - 0xD800) << 10) + uint32_t(low - 0xDC00);
        } else {
            scalar = 0xFFFD;
        }
    }
    target = put_utf8(scalar, target);
    return true;
}

/// The byte that a one-letter escape stands for, or 0.
uint8_t short_escape(uint8_t letter) {
    switch (letter) {
    case '"': case '\\': case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

constexpr uint64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first digit is the lowest byte");

/// Appends the digits at a place to a number, eight at most. Returns how many there were; reads eight
/// bytes in any case.
inline unsigned take_digits(const uint8_t *&at, uint64_t &number) {
    constexpr uint64_t each = 0x0101010101010101;
    uint64_t word;
    std::memcpy(&word, at, 8);
    // A digit becomes its value; of what is none a high bit is set, now or by adding.
    word ^= '0' * each;
    const uint64_t others = (word | (word + (0x80 - 10) * each)) & 0x80 * each;
    const unsigned count = others == 0 ? 8 : unsigned(__builtin_ctzll(others)) / 8;
    if (count == 0) return 0;
    // Zeros before them make them eight, which are added up in pairs, fours and all.
    word <<= 64 - 8 * count;
    word = (word * 10 + (word >> 8)) & 0x00FF00FF00FF00FF;
    word = (word * 100 + (word >> 16)) & 0x0000FFFF0000FFFF;
    word = (word * 10000 + (word >> 32)) & 0xFFFFFFFF;
    number = number * tens[count] + word;
    at += count;
    return count;
}

/// Appends all digits at a place to a number, which overflows where they are many.
inline void take_all_digits(const uint8_t *&at, uint64_t &number) {
    while (take_digits(at, number) == 8) {}
}

}  // namespace

int hexadecimal_pair(const uint8_t *text) {
    int high = hexadecimal(text[0]), low = hexadecimal(text[1]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool read_number(const uint8_t *text, csj_slot &slot) {
    const uint8_t *p = text;
    bool negative = *p == '-';
    p += negative;
    if (!is_digit(*p)) return false;
    const uint8_t *first = p;
    uint64_t digits = 0;
    take_all_digits(p, digits);
    if (*first == '0' && p - first > 1) return false;
    ptrdiff_t count = p - first;
    int64_t places = 0;
    bool integral = true;
    if (*p == '.') {
        integral = false;
        const uint8_t *fraction = ++p;
        take_all_digits(p, digits);
        if (p == fraction) return false;
        places = -(p - fraction);
        count += p - fraction;
    }
    if ((*p | 0x20) == 'e') {
        integral = false;
        ++p;
        bool down = *p == '-';
        p += down || *p == '+';
        if (!is_digit(*p)) return false;
        int64_t exponent = 0;
        for (; is_digit(*p); ++p) exponent = exponent < 100000 ? exponent * 10 + (*p - '0') : exponent;
        places += down ? -exponent : exponent;
    }
    if (!ends_scalar(*p)) return false;
    slot.bytes = text;
    slot.length = uint32_t(p - text);
    slot.kind = CSJ_REAL;
    if (count <= 18 && is_exact(digits, places < -99 ? -99 : places > 99 ? 99 : int(places))) {
        double magnitude = double(digits);
        magnitude = places < 0 ? magnitude / powers[-places] : magnitude * powers[places];
        slot.real = negative ? -magnitude : magnitude;
    } else {
        slot.real = parse_slowly(text, p, count + places < 0);
    }
    if (integral && count <= 18) {
        slot.kind = CSJ_INTEGER;
        slot.integer = negative ? -int64_t(digits) : int64_t(digits);
    }
    return true;
}

ptrdiff_t unescape(const uint8_t *text, size_t length, uint8_t *target) {
    const uint8_t *end = text + length;
    uint8_t *out = target;
    while (text < end) {
        if (*text != '\\') {
            *out++ = *text++;
            continue;
        }
        if (end - text < 2) return -1;
        uint8_t letter = text[1];
        text += 2;
        if (letter == 'u') {
            if (!unicode_escape(text, end, out)) return -1;
        } else {
            uint8_t byte = short_escape(letter);
            if (byte == 0) return -1;
            *out++ = byte;
        }
    }
    return out - target;
}

}  // namespace csj
