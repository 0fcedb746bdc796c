// SPDX-License-Identifier: Apache-2.0
// Races ways to take events apart: nanoseconds of each for every record of a file, least of the rounds.
//     scanners FILE ROUNDS FIELD...
// A field is `name:kinds` with the kinds' set as a number. Every way must find the same in every record.
#include "OnDemand.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>

namespace {

struct Records {
    std::string text;
    std::vector<std::pair<size_t, size_t>> lines;

    explicit Records(const char *path) {
        std::ifstream file(path, std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(file), {});
        text.append(64, '\0');
        for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
            lines.emplace_back(at, end - at);
        }
    }
    const uint8_t *bytes(size_t line) const {
        return reinterpret_cast<const uint8_t *>(text.data()) + lines[line].first;
    }
};

/// What was found in an element, as one number.
uint64_t digest(csj_status status, const csj_element &element) {
    uint64_t hash = uint64_t(status);
    auto fold = [&](uint64_t word) { hash = (hash ^ word) * 0x9E3779B97F4A7C15ull, hash ^= hash >> 29; };
    if (status != CSJ_ELEMENT) return hash;
    fold(element.present);
    for (unsigned slot = 0; slot < CSJ_SLOT_LIMIT; ++slot) {
        if (!(element.present >> slot & 1)) continue;
        const csj_slot &value = element.slots[slot];
        fold(value.kind);
        if (value.kind == CSJ_INTEGER) fold(uint64_t(value.integer));
        if (value.kind == CSJ_REAL) fold(uint64_t(value.real * 1e6));
        for (uint32_t i = 0; value.kind == CSJ_STRING && i < value.length; ++i) fold(value.bytes[i]);
    }
    return hash;
}

using Way = std::function<csj_status(const uint8_t *, size_t)>;

double least_nanoseconds(const Records &records, int rounds, const Way &way) {
    double least = 1e18;
    for (int round = 0; round < rounds; ++round) {
        auto began = std::chrono::steady_clock::now();
        for (size_t line = 0; line < records.lines.size(); ++line) {
            way(records.bytes(line), records.lines[line].second);
        }
        std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - began;
        least = std::min(least, took.count() / double(records.lines.size()));
    }
    return least;
}

}  // namespace

int main(int count, char **arguments) {
    if (count < 4) return std::fputs("usage: scanners FILE ROUNDS FIELD...\n", stderr), 64;
    Records records(arguments[1]);
    int rounds = std::atoi(arguments[2]);
    std::vector<std::string> names;
    std::vector<csj_field> fields;
    for (int i = 3; i < count; ++i) names.emplace_back(arguments[i]);
    for (std::string &name : names) {
        size_t colon = name.find(':');
        uint16_t kinds = uint16_t(std::atoi(name.c_str() + colon + 1));
        name[colon] = 0;
        fields.push_back({name.c_str(), kinds, false, -1});
    }

    auto make = [&] { return csj_reader_create(fields.data(), fields.size(), 1 << 20, CSJ_JSON, 0); };
    auto read = [](csj_reader *reader, const uint8_t *bytes, size_t length) {
        if (!csj_open(reader, bytes, length, false)) return CSJ_END;
        csj_status status = csj_next(reader);
        while (csj_next(reader) != CSJ_END) {}
        return status;
    };
    csj_reader *walking = make(), *learning = make();
    // With the end of its line a record is nothing that a layout takes.
    Way walked = [&](const uint8_t *bytes, size_t length) { return read(walking, bytes, length + 1); };
    Way learned = [&](const uint8_t *bytes, size_t length) { return read(learning, bytes, length); };

    // Like the reader this works on a copy, as where a value is not padded.
    std::vector<uint8_t> copy(1 << 20);
    csj_slot slots[CSJ_SLOT_LIMIT];
    csj_element element = {};
    element.slots = slots;
    OnDemand on_demand(fields.data(), fields.size());
    bool is_left = false;
    Way demand = [&](const uint8_t *bytes, size_t length) {
        std::memcpy(copy.data(), bytes, length);
        std::memset(copy.data() + length, 0, 64);
        is_left = !on_demand.fill(copy.data(), length, element);
        return is_left ? walked(bytes, length) : CSJ_ELEMENT;
    };

    size_t bytes = 0;
    for (auto &line : records.lines) bytes += line.second;
    std::printf("| way, records of %zu bytes on average | ns |\n| --- | --: |\n",
        bytes / records.lines.size());
    struct Entry { const char *name; const Way *way; const csj_element *element; };
    const csj_element *careful = csj_reader_element(walking);
    for (const Entry &entry : {Entry{"index of simdjson, walked once", &walked, careful},
             Entry{"simdjson On-Demand", &demand, &element},
             Entry{"layout that is learned, else the walk", &learned, csj_reader_element(learning)}}) {
        for (size_t line = 0; line < records.lines.size(); ++line) {
            const uint8_t *bytes = records.bytes(line);
            const size_t length = records.lines[line].second;
            csj_status expected = walked(bytes, length);
            const uint64_t wanted = digest(expected, *careful);
            is_left = false;
            csj_status status = (*entry.way)(bytes, length);
            if (digest(status, is_left ? *careful : *entry.element) == wanted) continue;
            std::fprintf(stderr, "%s differs in line %zu: %.*s\n", entry.name, line + 1, int(length), bytes);
            return 1;
        }
        std::printf("| %s | %.0f |\n", entry.name, least_nanoseconds(records, rounds, *entry.way));
    }
    csj_reader_destroy(walking);
    csj_reader_destroy(learning);
}
