// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <limits.h>
#include <linux/close_range.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void sg_set_thread_name(const char *name) {
    char kept[16] = {0};
    strncpy(kept, name, sizeof kept - 1);
    pthread_setname_np(pthread_self(), kept);
}

int sg_reexecute(char *const *arguments) {
    static const char deleted[] = " (deleted)";
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) return errno;
    path[length] = 0;
    // Its file was replaced, as by an update.
    size_t rest = strlen(deleted);
    if ((size_t)length > rest && strcmp(path + length - rest, deleted) == 0) path[length - rest] = 0;
    fflush(NULL);
    // Whatever a library has left open goes; where the kernel is too old for it, libraries close their own.
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execv(path, arguments);
    return errno;
}

void sg_leave(int code) {
    fflush(NULL);
    _exit(code);
}

int sg_send_datagram(const char *address, const char *text) {
    struct sockaddr_un target = {.sun_family = AF_UNIX};
    size_t length = strlen(address);
    // Without its terminating zero: of an abstract name every byte counts.
    if (length == 0 || length >= sizeof target.sun_path) return EINVAL;
    memcpy(target.sun_path, address, length);
    if (address[0] == '@') target.sun_path[0] = 0;
    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return errno;
    socklen_t size = offsetof(struct sockaddr_un, sun_path) + length;
    const struct sockaddr *to = (const struct sockaddr *)&target;
    ssize_t sent = sendto(descriptor, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT, to, size);
    int failure = sent < 0 ? errno : 0;
    close(descriptor);
    return failure;
}

int64_t sg_process_cpu_microseconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

int64_t sg_process_peak_resident_bytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (int64_t)usage.ru_maxrss * 1024;
}
