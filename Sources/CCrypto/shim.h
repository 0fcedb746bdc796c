// SPDX-License-Identifier: Apache-2.0

#include <openssl/evp.h>
#include <openssl/hmac.h>

/// Writes the HMAC-SHA-256 of some bytes, 32 bytes; false: the library has refused.
static inline _Bool streamgauge_hmac_sha256(
    const void *key, size_t key_count, const void *bytes, size_t count, unsigned char *digest)
{
    unsigned int length = 32;
    return HMAC(EVP_sha256(), key, (int)key_count, bytes, count, digest, &length) != NULL;
}
