// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "KeyTable.hpp"

#include <simdjson.h>

/// Takes flat objects apart with simdjson's On-Demand, as its documentation recommends: one parser, a
/// padded text, the fields in the order in which they come.
class OnDemand {
  public:
    OnDemand(const csj_field *fields, size_t count) {
        for (size_t slot = 0; slot < count; ++slot) table_.add(fields[slot].path, fields[slot], int16_t(slot));
    }

    /// Fills the slots from one object with 64 zeros behind it. False: the careful way has to.
    bool fill(const uint8_t *text, size_t length, csj_element &element) {
        namespace ondemand = simdjson::ondemand;
        ondemand::document document;
        element.present = 0;
        uint64_t seen = 0;
        auto view = simdjson::padded_string_view(text, length, length + simdjson::SIMDJSON_PADDING);
        ondemand::object object;
        if (parser_.iterate(view).get(document) || document.get_object().get(object)) return false;
        for (auto field : object) {
            ondemand::raw_json_string raw;
            if (field.key().get(raw)) return false;
            const uint8_t *name = reinterpret_cast<const uint8_t *>(raw.raw());
            const void *close = std::memchr(name, '"', size_t(text + length - name));
            const auto *entry =
                table_.find(csj::Name::load(name, size_t(static_cast<const uint8_t *>(close) - name)));
            if (entry == nullptr || entry->slot < 0) continue;
            if (entry->child()) return false;
            uint64_t bit = uint64_t(1) << entry->slot;
            if (seen & bit) return false;
            seen |= bit;
            csj_slot &value = element.slots[entry->slot];
            if (!read(field.value(), value)) return false;
            if (value.kind & entry->kinds) element.present |= bit;
            else if (value.kind != 0) return false;
        }
        const char *rest;
        return document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS;
    }

  private:
    csj::KeyTable table_;
    simdjson::ondemand::parser parser_;

    static bool read(simdjson::simdjson_result<simdjson::ondemand::value> value, csj_slot &slot) {
        namespace ondemand = simdjson::ondemand;
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        switch (type) {
        case ondemand::json_type::string: {
            std::string_view text;
            if (value.get_string().get(text)) return false;
            slot.kind = CSJ_STRING;
            slot.bytes = reinterpret_cast<const uint8_t *>(text.data());
            slot.length = uint32_t(text.size());
            return true;
        }
        case ondemand::json_type::number: {
            ondemand::number number;
            if (value.get_number().get(number)) return false;
            slot.kind = number.is_int64() ? CSJ_INTEGER : CSJ_REAL;
            slot.integer = number.is_int64() ? number.get_int64() : 0;
            slot.real = number.as_double();
            return true;
        }
        case ondemand::json_type::boolean: {
            bool truth;
            if (value.get_bool().get(truth)) return false;
            slot.kind = truth ? CSJ_TRUE : CSJ_FALSE;
            return true;
        }
        case ondemand::json_type::null: slot.kind = 0; return !value.is_null().error();
        default: return false;
        }
    }
};
