// SPDX-License-Identifier: Apache-2.0
// Calls that Swift's C library overlay does not show.

#ifndef STREAMGAUGE_CPLATFORM_H
#define STREAMGAUGE_CPLATFORM_H

#include <stdint.h>

/// Asks the processor to load the cache line of an address that will be read and written soon.
static inline void sg_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

/// Names the calling thread; at most 15 bytes are kept.
void sg_set_thread_name(const char *name);

/// Ends the process at once, after what is buffered for files has gone out.
///
/// No handlers run as with `exit`: threads of libraries may still work with what those take apart.
_Noreturn void sg_leave(int code);

/// Runs the program's file from its beginning in this process; every descriptor but the first three is closed.
///
/// Returns the number of the error where that fails, and does not return otherwise.
int sg_reexecute(char *const *arguments);

/// Sends a datagram to a local socket; an address that begins with '@' is an abstract one.
///
/// Opens a socket and closes it again: for a few messages a minute. Returns 0, or the error's number.
int sg_send_datagram(const char *address, const char *text);

/// CPU time of the whole process, user and system, in microseconds.
int64_t sg_process_cpu_microseconds(void);

/// Largest resident size of the process so far, in bytes.
int64_t sg_process_peak_resident_bytes(void);

#endif
