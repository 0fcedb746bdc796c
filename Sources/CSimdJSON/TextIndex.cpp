// SPDX-License-Identifier: Apache-2.0
#include "TextIndex.hpp"

#include <new>

#include <simdjson.h>

namespace csj {

struct TextIndex::Indexer {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
};

TextIndex::TextIndex() : indexer_(new (std::nothrow) Indexer) {}
TextIndex::~TextIndex() = default;

bool TextIndex::reserve(size_t count) {
    if (!indexer_) return false;
    if (indexer_->parser) return indexer_->parser->allocate(count, 1) == simdjson::SUCCESS;
    return simdjson::get_active_implementation()->create_dom_parser_implementation(
               count, 1, indexer_->parser) == simdjson::SUCCESS;
}

const uint32_t *TextIndex::index(const uint8_t *text, size_t length, uint32_t &count) {
    auto error = indexer_->parser->stage1(text, length, simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) return nullptr;
    count = indexer_->parser->n_structural_indexes;
    return indexer_->parser->structural_indexes.get();
}

}  // namespace csj
