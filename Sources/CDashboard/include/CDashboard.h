// SPDX-License-Identifier: Apache-2.0
// The files of the dashboard, as they are sent.

#ifndef CDASHBOARD_H
#define CDASHBOARD_H

#include <stddef.h>

/// One file of the page.
struct sg_page_file {
    /// Its path on the server, with the slash.
    const char *path;
    /// Its media type.
    const char *type;
    /// Its bytes; they live as long as the program.
    const unsigned char *bytes;
    /// How many bytes.
    size_t count;
};

/// How many files there are.
size_t sg_page_file_count(void);

/// A file by its number, from 0.
const struct sg_page_file *sg_page_file(size_t number);

#endif
