/* Preloaded into a process: kills it right before a given file operation. kz_arm(n) lets n operations pass, none when
   negative; kz_count() tells how many were made since. Standard streams are not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long count, limit = -1;

void kz_arm(long n) { count = 0; limit = n; }
long kz_count(void) { return count; }

static void operation(int fd)
{
    if (fd >= 0 && fd <= 2)
        return;
    long now = ++count;
    if (limit >= 0 && now > limit)
        kill(getpid(), SIGKILL);
}

#define NEXT(name) static __typeof__(&name) next; if (!next) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) { NEXT(write); operation(fd); return next(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { NEXT(pwrite); operation(fd); return next(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { NEXT(pwrite64); operation(fd); return next(fd, data, size, at); }
int fsync(int fd) { NEXT(fsync); operation(fd); return next(fd); }
int fdatasync(int fd) { NEXT(fdatasync); operation(fd); return next(fd); }
int syncfs(int fd) { NEXT(syncfs); operation(fd); return next(fd); }
int ftruncate(int fd, off_t size) { NEXT(ftruncate); operation(fd); return next(fd, size); }
int ftruncate64(int fd, off64_t size) { NEXT(ftruncate64); operation(fd); return next(fd, size); }
int rename(const char *from, const char *to) { NEXT(rename); operation(-1); return next(from, to); }
int unlink(const char *path) { NEXT(unlink); operation(-1); return next(path); }
int mkdir(const char *path, mode_t mode) { NEXT(mkdir); operation(-1); return next(path, mode); }

int open64(const char *path, int flags, ...)
{
    NEXT(open64);
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    if (flags & O_CREAT)
        operation(-1);
    return next(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    NEXT(open);
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    if (flags & O_CREAT)
        operation(-1);
    return next(path, flags, mode);
}
