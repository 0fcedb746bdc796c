// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

/// Begins reading gzip members; `inflateInit2` is a macro, which Swift does not see.
static inline int sg_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}
