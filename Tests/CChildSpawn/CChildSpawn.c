// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CChildSpawn.h"

#include <signal.h>
#include <spawn.h>

static void describe_signals(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

int sg_spawn(char *const words[], char *const variables[], const char *folder,
             const int descriptors[3], pid_t *process) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    describe_signals(&attributes);
    int code = posix_spawn_file_actions_addchdir_np(&actions, folder);
    for (int target = 0; target < 3 && code == 0; target++)
        code = posix_spawn_file_actions_adddup2(&actions, descriptors[target], target);
    if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    if (code == 0) code = posix_spawn(process, words[0], &actions, &attributes, words, variables);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}
