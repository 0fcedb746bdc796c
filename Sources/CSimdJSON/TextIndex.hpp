// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace csj {

/// The structural index of an object that is written as text inside another.
class TextIndex {
  public:
    /// Bytes behind a text in the scratch, so that sixteen can be read anywhere.
    static constexpr size_t padding = 64;

    TextIndex();
    ~TextIndex();

    /// Makes room for texts of that many bytes.
    bool reserve(size_t count);

    /// Indexes a text; null where it is none of JSON. Valid until the next one.
    const uint32_t *index(const uint8_t *text, size_t length, uint32_t &count);

  private:
    struct Indexer;
    std::unique_ptr<Indexer> indexer_;
};

}  // namespace csj
