/* Preloaded into a process: counts its operations on the files below a folder, and kills it before one of them.

   kill_before(folder, number, log) arms it: the operation NUMBER (1 is the first; 0 is none) does not happen, the
   process and its group are killed instead (of a write of ours, amid it). Each operation that does happen is written as a line into LOG, if any. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long until, count, full_from;
static int log_to = -1;

void kill_before(const char *below, long number, const char *log) {
    snprintf(folder, sizeof folder, "%s", below);
    until = number;
    count = 0;
    if (log) log_to = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

/* From operation NUMBER on, whatever would take more room fails: the disk is full. */
void full_before(const char *below, long number) {
    kill_before(below, 0, NULL);
    full_from = number;
}

long operations(void) { return count; }

__attribute__((constructor)) static void arm(void) {
    const char *below = getenv("STORE_FOLDER"), *number = getenv("KILL_BEFORE"), *full = getenv("FULL_BEFORE");
    if (below && number) kill_before(below, atol(number), getenv("OPERATIONS_LOG"));
    if (below && full) full_before(below, atol(full));
}

/* Of our own files, a write is cut in its midst; SQLite is known to mend what is cut of its files. */
#define TORN 2
static int torn;
static int ends_torn(const char *path) { return strstr(path, ".warc.gz") || strstr(path, ".part"); }

/* So what it writes into a file without a break, the most of a transaction, is one operation: it syncs before the next. */
static int goes_on(const char *name, const char *path) {
    static char last[PATH_MAX];
    int is_write = !strcmp(name, "write") && strstr(path, ".sqlite");
    int same = is_write && !strcmp(path, last);
    snprintf(last, sizeof last, "%s", is_write ? path : "");
    return same;
}

static int is_full(const char *name, const char *path, int takes_room) {
    size_t length = strlen(folder);
    if (!length || strncmp(path, folder, length)) return 0;
    long mine = __atomic_add_fetch(&count, !goes_on(name, path), __ATOMIC_SEQ_CST);
    if (until && mine == until) {
        if (!takes_room || !ends_torn(path)) kill(0, SIGKILL);
        return TORN;
    }
    if (full_from && mine >= full_from && takes_room) {
        if (ends_torn(path) && !torn++) return TORN;
        errno = ENOSPC;
        return 1;
    }
    if (log_to >= 0) dprintf(log_to, "%s %s\n", name, path[length] ? path + length + 1 : "");
    return 0;
}

static int is_full_fd(const char *name, int fd, int takes_room) {
    char link[64], path[PATH_MAX];
    if (fd == log_to) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_full(name, path, takes_room);
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    int full = is_full_fd("write", fd, 1);
    if (full == TORN) {
        ssize_t written = real(fd, bytes, (size + 1) / 2);
        if (until) kill(0, SIGKILL);
        return written;
    }
    return full ? -1 : real(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL(pwrite);
    return is_full_fd("write", fd, 1) ? -1 : real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL(pwrite64);
    return is_full_fd("write", fd, 1) ? -1 : real(fd, bytes, size, at);
}
int fsync(int fd) {
    REAL(fsync);
    return is_full_fd("fsync", fd, 0) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    return is_full_fd("fsync", fd, 0) ? -1 : real(fd);
}
int syncfs(int fd) {
    REAL(syncfs);
    return is_full_fd("syncfs", fd, 0) ? -1 : real(fd);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return is_full_fd("truncate", fd, 0) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return is_full_fd("truncate", fd, 0) ? -1 : real(fd, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return is_full("rename", to, 0) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(unlink);
    return is_full("unlink", path, 0) ? -1 : real(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return is_full("mkdir", path, 0) ? -1 : real(path, mode);
}

#define OPEN(name)                                                            \
    int name(const char *path, int flags, ...) {                              \
        REAL(name);                                                           \
        va_list rest;                                                         \
        va_start(rest, flags);                                                \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest);                                                         \
        if (flags & O_CREAT && is_full("create", path, 0)) return -1; \
        return real(path, flags, mode);                                       \
    }
OPEN(open)
OPEN(open64)
