// SPDX-License-Identifier: Apache-2.0
// Calls that Swift's C library overlay does not show.

#ifndef STREAMGAUGE_CPLATFORM_H
#define STREAMGAUGE_CPLATFORM_H

#include <stdint.h>

/// Names the calling thread; at most 15 bytes are kept.
void sg_set_thread_name(const char *name);

/// CPU time of the whole process, user and system, in microseconds.
int64_t sg_process_cpu_microseconds(void);

/// Largest resident size of the process so far, in bytes.
int64_t sg_process_peak_resident_bytes(void);

#endif
