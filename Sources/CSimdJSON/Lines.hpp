// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "CSimdJSON.h"
#include "KeyTable.hpp"

#include <vector>

namespace csj {

/// Takes lines of text apart into slots: columns, access logs, queries.
///
/// What is empty, or `-` in an access log, is absent. Every value is a string.
class Lines {
  public:
    Lines(csj_layout layout, size_t columns) : layout_(layout), count_(columns) {}

    /// Adds a field. False when a column is none of the layout, or a name is malformed.
    bool add(const csj_field &field, int16_t slot);

    /// Fills the slots from a line; its bytes lie in a padded text, as those of `scratch`, which has
    /// room for as many. CSJ_BAD_LINE when the line is not of the layout.
    csj_status fill(const uint8_t *line, size_t length, uint8_t *scratch, csj_element &element) const;

  private:
    csj_layout layout_;
    size_t count_;
    /// Of each column its slot, or -1.
    std::vector<int16_t> columns_;
    KeyTable names_;
    /// What an access log's line has, in the order of `parts`; of each its slot, or -1.
    enum Part { host, user, time, kind, target, referrer, agent, part_count };
    int16_t parts_[part_count] = {-1, -1, -1, -1, -1, -1, -1};

    bool columns(const uint8_t *line, size_t length, csj_element &element) const;
    csj_status query(
        const uint8_t *line, size_t length, uint8_t *scratch, csj_element &element) const;
    bool access(const uint8_t *line, size_t length, csj_element &element) const;
    void put(Part part, std::string_view text, csj_element &element) const;
};

}  // namespace csj
