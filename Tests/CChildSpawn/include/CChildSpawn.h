// SPDX-License-Identifier: Apache-2.0
// Programs that run beside the tests.

#ifndef STREAMGAUGE_CCHILDSPAWN_H
#define STREAMGAUGE_CCHILDSPAWN_H

#include <sys/types.h>

/// Starts a program without anything of the caller but what it is given.
///
/// It has no signal blocked or ignored and no descriptor besides the three: threads of the test runner
/// block nearly all signals, and a shell that inherits this is never woken from its `wait`.
///
/// - words: the path of the executable and the arguments, then NULL.
/// - variables: the environment, then NULL.
/// - folder: where it runs.
/// - descriptors: its standard input, output and error.
/// - process: takes its number; the caller must wait for it.
///
/// Returns 0, or the error's number.
int sg_spawn(char *const words[], char *const variables[], const char *folder,
             const int descriptors[3], pid_t *process);

#endif
