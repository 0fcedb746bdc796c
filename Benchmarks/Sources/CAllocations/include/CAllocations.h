// SPDX-License-Identifier: Apache-2.0
// Counts the allocations of each thread. Whoever links this target gets its malloc.

#ifndef STREAMGAUGE_CALLOCATIONS_H
#define STREAMGAUGE_CALLOCATIONS_H

#include <stdint.h>

/// How often the calling thread has asked for memory: malloc, calloc, realloc and their kin.
uint64_t sg_allocation_count(void);

/// CPU time of the calling thread, in nanoseconds.
uint64_t sg_thread_cpu_nanoseconds(void);

#endif
