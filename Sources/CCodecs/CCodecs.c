// SPDX-License-Identifier: Apache-2.0

#include "CCodecs.h"

#include <lz4frame.h>
#include <snappy-c.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct sg_codecs {
    LZ4F_dctx *lz4;
    ZSTD_DCtx *zstd;
    z_stream gzip;
    bool has_gzip;
};

sg_codecs *sg_codecs_create(void) { return calloc(1, sizeof(sg_codecs)); }

void sg_codecs_destroy(sg_codecs *codecs) {
    if (codecs == NULL) return;
    LZ4F_freeDecompressionContext(codecs->lz4);
    ZSTD_freeDCtx(codecs->zstd);
    if (codecs->has_gzip) inflateEnd(&codecs->gzip);
    free(codecs);
}

void sg_content_free(sg_content *content) {
    free(content->bytes);
    *content = (sg_content){0};
}

// The state of each codec is made when it is needed first.
static bool has_lz4(sg_codecs *codecs) {
    if (codecs->lz4 != NULL) return true;
    return !LZ4F_isError(LZ4F_createDecompressionContext(&codecs->lz4, LZ4F_VERSION));
}

static bool has_zstd(sg_codecs *codecs) {
    if (codecs->zstd == NULL) codecs->zstd = ZSTD_createDCtx();
    return codecs->zstd != NULL;
}

static bool has_gzip(sg_codecs *codecs) {
    if (!codecs->has_gzip) codecs->has_gzip = inflateInit2(&codecs->gzip, 15 + 16) == Z_OK;
    return codecs->has_gzip;
}

// Zeros behind the content: see `sg_codecs_decompress`.
static const size_t padding = 64;

static enum sg_codec_status reserve(sg_content *content, size_t capacity) {
    if (capacity <= content->capacity) return SG_CODEC_OK;
    uint8_t *bytes = realloc(content->bytes, capacity + padding);
    if (bytes == NULL) return SG_CODEC_NO_MEMORY;
    content->bytes = bytes;
    content->capacity = capacity;
    return SG_CODEC_OK;
}

// Makes room for more than there is; the first guess is four times the compressed size.
static enum sg_codec_status extend(sg_content *content, size_t compressed, size_t limit) {
    if (content->count < content->capacity) return SG_CODEC_OK;
    if (content->capacity >= limit) return SG_CODEC_TOO_LARGE;
    size_t wanted = content->capacity * 2;
    if (wanted < compressed * 4) wanted = compressed * 4;
    if (wanted < 65536) wanted = 65536;
    return reserve(content, wanted < limit ? wanted : limit);
}

static enum sg_codec_status lz4(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    // Everything in one call, into memory that does not move: then the library keeps no copy of what
    // later blocks refer to. Too little room is rare, the memory is kept; it begins anew then.
    static const LZ4F_decompressOptions_t options = {.stableDst = 1};
    if (!has_lz4(codecs)) return SG_CODEC_NO_MEMORY;
    for (;;) {
        enum sg_codec_status status = extend(content, count, limit);
        if (status != SG_CODEC_OK) return status;
        LZ4F_resetDecompressionContext(codecs->lz4);
        size_t room = content->capacity;
        size_t taken = count;
        size_t hint =
            LZ4F_decompress(codecs->lz4, content->bytes, &room, bytes, &taken, &options);
        if (LZ4F_isError(hint)) return SG_CODEC_BROKEN;
        content->count = room;
        if (hint == 0) return SG_CODEC_OK;
        if (room < content->capacity) return SG_CODEC_BROKEN;
    }
}

static enum sg_codec_status zstd(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    if (!has_zstd(codecs)) return SG_CODEC_NO_MEMORY;
    ZSTD_DCtx_reset(codecs->zstd, ZSTD_reset_session_only);
    ZSTD_inBuffer input = {bytes, count, 0};
    for (;;) {
        enum sg_codec_status status = extend(content, count, limit);
        if (status != SG_CODEC_OK) return status;
        ZSTD_outBuffer output = {content->bytes, content->capacity, content->count};
        size_t before = input.pos;
        size_t hint = ZSTD_decompressStream(codecs->zstd, &output, &input);
        if (ZSTD_isError(hint)) return SG_CODEC_BROKEN;
        bool moved = output.pos > content->count || input.pos > before;
        content->count = output.pos;
        if (hint == 0) return SG_CODEC_OK;
        if (!moved) return SG_CODEC_BROKEN;
    }
}

static enum sg_codec_status gzip(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    if (!has_gzip(codecs)) return SG_CODEC_NO_MEMORY;
    inflateReset(&codecs->gzip);
    codecs->gzip.next_in = (Bytef *)bytes;
    codecs->gzip.avail_in = (uInt)count;
    for (;;) {
        enum sg_codec_status status = extend(content, count, limit);
        if (status != SG_CODEC_OK) return status;
        codecs->gzip.next_out = content->bytes + content->count;
        codecs->gzip.avail_out = (uInt)(content->capacity - content->count);
        int result = inflate(&codecs->gzip, Z_NO_FLUSH);
        content->count = content->capacity - codecs->gzip.avail_out;
        if (result == Z_STREAM_END) return SG_CODEC_OK;
        if (result != Z_OK) return SG_CODEC_BROKEN;
    }
}

static enum sg_codec_status snappy_block(
    const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    size_t size;
    if (snappy_uncompressed_length((const char *)bytes, count, &size) != SNAPPY_OK) {
        return SG_CODEC_BROKEN;
    }
    if (size > limit - content->count) return SG_CODEC_TOO_LARGE;
    enum sg_codec_status status = reserve(content, content->count + size);
    if (status != SG_CODEC_OK) return status;
    char *target = (char *)content->bytes + content->count;
    if (snappy_uncompress((const char *)bytes, count, target, &size) != SNAPPY_OK) {
        return SG_CODEC_BROKEN;
    }
    content->count += size;
    return SG_CODEC_OK;
}

// Java clients write a header of 16 bytes, then blocks with their lengths; others one bare block.
static enum sg_codec_status snappy(
    const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    static const uint8_t magic[8] = {0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    if (count < 16 || memcmp(bytes, magic, sizeof magic) != 0) {
        return snappy_block(bytes, count, limit, content);
    }
    size_t at = 16;
    while (at < count) {
        if (count - at < 4) return SG_CODEC_BROKEN;
        size_t size = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16 |
                      (size_t)bytes[at + 2] << 8 | (size_t)bytes[at + 3];
        at += 4;
        if (size > count - at) return SG_CODEC_BROKEN;
        enum sg_codec_status status = snappy_block(bytes + at, size, limit, content);
        if (status != SG_CODEC_OK) return status;
        at += size;
    }
    return SG_CODEC_OK;
}

enum sg_codec_status sg_codecs_decompress(
    sg_codecs *codecs, int kind, const uint8_t *bytes, size_t count, size_t limit,
    sg_content *content) {
    content->count = 0;
    enum sg_codec_status status;
    switch (kind) {
    case SG_CODEC_GZIP: status = gzip(codecs, bytes, count, limit, content); break;
    case SG_CODEC_SNAPPY: status = snappy(bytes, count, limit, content); break;
    case SG_CODEC_LZ4: status = lz4(codecs, bytes, count, limit, content); break;
    case SG_CODEC_ZSTD: status = zstd(codecs, bytes, count, limit, content); break;
    default: return SG_CODEC_UNKNOWN;
    }
    if (status == SG_CODEC_OK && content->bytes != NULL) {
        memset(content->bytes + content->count, 0, padding);
    }
    return status;
}

// All in one call: then the library needs no window of its own, whatever size a frame says it wants.
static enum sg_codec_status zstd_frames(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, sg_content *content) {
    if (!has_zstd(codecs)) return SG_CODEC_NO_MEMORY;
    size_t result =
        ZSTD_decompressDCtx(codecs->zstd, content->bytes, content->capacity, bytes, count);
    if (ZSTD_getErrorCode(result) == ZSTD_error_dstSize_tooSmall) return SG_CODEC_TOO_LARGE;
    if (ZSTD_isError(result)) return SG_CODEC_BROKEN;
    content->count = result;
    return SG_CODEC_OK;
}

static enum sg_codec_status gzip_members(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, sg_content *content) {
    if (!has_gzip(codecs)) return SG_CODEC_NO_MEMORY;
    z_stream *gzip = &codecs->gzip;
    gzip->next_in = (Bytef *)bytes;
    gzip->avail_in = (uInt)count;
    gzip->next_out = content->bytes;
    gzip->avail_out = (uInt)content->capacity;
    do {
        inflateReset(gzip);
        int result = inflate(gzip, Z_FINISH);
        if (result == Z_BUF_ERROR && gzip->avail_out == 0) return SG_CODEC_TOO_LARGE;
        if (result != Z_STREAM_END) return SG_CODEC_BROKEN;
    } while (gzip->avail_in > 0);
    content->count = content->capacity - gzip->avail_out;
    return SG_CODEC_OK;
}

enum sg_codec_status sg_codecs_open(
    sg_codecs *codecs, const uint8_t *bytes, size_t count, size_t limit, sg_content *content) {
    static const uint8_t gzip_magic[] = {0x1F, 0x8B}, zstd_magic[] = {0x28, 0xB5, 0x2F, 0xFD};
    content->count = 0;
    bool is_gzip = count >= 2 && memcmp(bytes, gzip_magic, 2) == 0;
    if (!is_gzip && (count < 4 || memcmp(bytes, zstd_magic, 4) != 0)) return SG_CODEC_UNKNOWN;
    if (count > limit) return SG_CODEC_TOO_LARGE;
    // One byte more than is allowed tells what is too large. All of it at once: what is never
    // written to costs no memory.
    enum sg_codec_status status = reserve(content, limit + 1);
    if (status != SG_CODEC_OK) return status;
    status = is_gzip ? gzip_members(codecs, bytes, count, content)
                     : zstd_frames(codecs, bytes, count, content);
    return status == SG_CODEC_OK && content->count > limit ? SG_CODEC_TOO_LARGE : status;
}

// The polynomial 0x1EDC6F41, reflected.
static uint32_t crc32c_by_table(uint32_t crc, const uint8_t *bytes, size_t count) {
    static uint32_t table[256];
    static bool is_made;
    if (!__atomic_load_n(&is_made, __ATOMIC_ACQUIRE)) {
        // Threads that meet here write the same values.
        for (uint32_t byte = 0; byte < 256; byte++) {
            uint32_t value = byte;
            for (int bit = 0; bit < 8; bit++) value = value >> 1 ^ (value & 1 ? 0x82F63B78u : 0);
            __atomic_store_n(&table[byte], value, __ATOMIC_RELAXED);
        }
        __atomic_store_n(&is_made, true, __ATOMIC_RELEASE);
    }
    while (count-- > 0) crc = crc >> 8 ^ table[(crc ^ *bytes++) & 0xFF];
    return crc;
}

#if defined(__x86_64__)
// Three streams at a time would hide the latency of the instruction; one takes 1/8 ns a byte, which
// is little beside decompression.
__attribute__((target("sse4.2"))) static uint32_t crc32c_by_instruction(
    uint32_t crc, const uint8_t *bytes, size_t count) {
    uint64_t wide = crc;
    for (; count >= 8; count -= 8, bytes += 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    crc = (uint32_t)wide;
    while (count-- > 0) crc = __builtin_ia32_crc32qi(crc, *bytes++);
    return crc;
}
#endif

uint32_t sg_crc32c(const uint8_t *bytes, size_t count) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~crc32c_by_instruction(~0u, bytes, count);
#endif
    return ~crc32c_by_table(~0u, bytes, count);
}
