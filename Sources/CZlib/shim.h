// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

/// Begins reading gzip members; `inflateInit2` is a macro, which Swift does not see.
static inline int sg_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

/// Begins writing a gzip member; `deflateInit2` is a macro, too.
static inline int sg_deflate_init_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
