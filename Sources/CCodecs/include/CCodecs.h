// SPDX-License-Identifier: Apache-2.0
//
// Decompression of Kafka's record batches and of values, and the checksum of batches, over the codecs'
// own libraries.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Compression as the attributes of a record batch number it.
enum sg_codec_kind {
    SG_CODEC_NONE = 0,
    SG_CODEC_GZIP = 1,
    SG_CODEC_SNAPPY = 2,
    SG_CODEC_LZ4 = 3,
    SG_CODEC_ZSTD = 4,
};

/// What `sg_codecs_decompress` says.
enum sg_codec_status {
    SG_CODEC_OK,
    /// The bytes are not what the codec writes, or end too early.
    SG_CODEC_BROKEN,
    /// The content is larger than the limit.
    SG_CODEC_TOO_LARGE,
    SG_CODEC_NO_MEMORY,
    SG_CODEC_UNKNOWN,
};

/// Memory that decompressed bytes go to; grows, and is kept for the next content.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} sg_content;

/// The states of all codecs, for one thread.
typedef struct sg_codecs sg_codecs;

/// Null when memory is short.
sg_codecs *sg_codecs_create(void);
void sg_codecs_destroy(sg_codecs *codecs);

/// Decompresses all of the bytes into the content, which it replaces. 64 zeros lie behind it, which whoever
/// reads what is in it by vectors relies on.
enum sg_codec_status sg_codecs_decompress(
    sg_codecs *codecs, int kind, const uint8_t *bytes, size_t count, size_t limit,
    sg_content *content);

/// Opens a value that begins as gzip (RFC 1952) or Zstandard (RFC 8878) does: members or frames, one
/// behind the other, up to its end; anything else behind them is broken. Frames that need a dictionary
/// are broken, too; those that are to be skipped are.
///
/// SG_CODEC_UNKNOWN: it begins with neither. SG_CODEC_TOO_LARGE: the value or what is in it has more
/// than `limit` bytes. The content takes memory for the limit once, whose pages are used as far as
/// they are written.
enum sg_codec_status sg_codecs_open(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, size_t limit, sg_content *content);

/// Gives a content's memory back.
void sg_content_free(sg_content *content);

/// CRC-32C (Castagnoli; RFC 3720, appendix B.4) of the bytes.
uint32_t sg_crc32c(const uint8_t *bytes, size_t count);
