/* What stands between the program and libc. */
#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static bool active;

/* The function behind ours, looked up once. */
#define REAL(name)                                                                                 \
    static __typeof__(name) *real;                                                                 \
    if (real == NULL) {                                                                            \
        real = dlsym(RTLD_NEXT, #name);                                                            \
    }

__attribute__((constructor)) static void start(void) {
    const char *folder = getenv("ANNALS_SHIM_FOLDER"), *into = getenv("ANNALS_SHIM_SHADOW");
    if (folder == NULL || into == NULL) {
        return;
    }
    /* One shadow belongs to one process. */
    unsetenv("LD_PRELOAD");
    faults_start();
    if (!shadow_start(folder, into)) {
        fprintf(stderr, "shim: cannot watch %s\n", folder);
        abort();
    }
    active = true;
}

static bool is_watched(int folder, const char *path, char *absolute) {
    if (path[0] == '/') {
        snprintf(absolute, PATH_MAX, "%s", path);
    } else {
        char link[64], base[PATH_MAX] = "";
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d",
                 folder);
        ssize_t len = readlink(link, base, sizeof base - 1);
        base[len > 0 ? len : 0] = '\0';
        if (snprintf(absolute, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) {
            return false;
        }
    }
    return shadow_watches(absolute);
}

static int fail(enum verdict verdict) {
    errno = verdict == FAIL_ENOSPC ? ENOSPC : EIO;
    return -1;
}

/* --- opening --- */

static int opened(int fd, bool existed, int flags, const char *path) {
    if (fd >= 0) {
        shadow_lock();
        struct node *node = shadow_find(fd);
        if (!existed || node == NULL) {
            node = shadow_created(fd, path);
        }
        if (node != NULL && (flags & O_TRUNC)) {
            shadow_truncated(node, 0);
        }
        shadow_unlock();
    }
    return fd;
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    REAL(openat);
    char absolute[PATH_MAX];
    bool changes = (flags & (O_CREAT | O_TRUNC)) != 0;
    if (!active || !changes || !is_watched(folder, path, absolute)) {
        return real(folder, path, flags, mode);
    }
    shadow_lock();
    enum verdict verdict = faults_judge(OP_NAME, absolute);
    shadow_unlock();
    if (verdict != GO_ON) {
        return fail(verdict);
    }
    bool existed = access(absolute, F_OK) == 0;
    return opened(real(folder, path, flags, mode), existed, flags, absolute);
}

#define MODE_OF(flags)                                                                             \
    mode_t mode = 0;                                                                               \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                         \
        va_list list;                                                                              \
        va_start(list, flags);                                                                     \
        mode = va_arg(list, mode_t);                                                               \
        va_end(list);                                                                              \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags);
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags);
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags);
    return open_at(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags);
    return open_at(folder, path, flags, mode);
}

/* --- writing --- */

/* Before a write: how much of it may be done; negative when it fails. */
static ssize_t admit(int fd, size_t len) {
    if (!active) {
        return (ssize_t)len;
    }
    shadow_lock();
    struct node *node = shadow_find(fd);
    ssize_t admitted = (ssize_t)len;
    if (node != NULL && !node->folder) {
        switch (faults_judge(OP_WRITE, node->path)) {
        case FAIL_EIO:
            admitted = fail(FAIL_EIO);
            break;
        case FAIL_ENOSPC:
            admitted = fail(FAIL_ENOSPC);
            break;
        case SHORT:
            admitted = len > 1 ? (ssize_t)(len / 2) : (ssize_t)len;
            break;
        default:
            break;
        }
    }
    shadow_unlock();
    return admitted;
}

/* After a write of `len` bytes at `at`, or up to the file's position when that is negative. */
static ssize_t written(int fd, off_t at, ssize_t len) {
    if (active && len > 0) {
        int saved = errno;
        shadow_lock();
        struct node *node = shadow_find(fd);
        if (node != NULL) {
            at = at < 0 ? lseek(fd, 0, SEEK_CUR) - len : at;
            shadow_written(node, at, at + len);
        }
        shadow_unlock();
        errno = saved;
    }
    return len;
}

ssize_t write(int fd, const void *bytes, size_t len) {
    REAL(write);
    ssize_t admitted = admit(fd, len);
    return admitted < 0 ? -1 : written(fd, -1, real(fd, bytes, (size_t)admitted));
}

#define PWRITE(name)                                                                               \
    ssize_t name(int fd, const void *bytes, size_t len, off_t at) {                                \
        REAL(name);                                                                                \
        ssize_t admitted = admit(fd, len);                                                         \
        return admitted < 0 ? -1 : written(fd, at, real(fd, bytes, (size_t)admitted, at));         \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

static size_t total(const struct iovec *parts, int count) {
    size_t len = 0;
    for (int i = 0; i < count; i++) {
        len += parts[i].iov_len;
    }
    return len;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    ssize_t admitted = admit(fd, total(parts, count));
    /* A short one writes its first part only. */
    int short_count = (size_t)admitted < total(parts, count) ? 1 : count;
    return admitted < 0 ? -1 : written(fd, -1, real(fd, parts, short_count));
}

#define PWRITEV(name)                                                                              \
    ssize_t name(int fd, const struct iovec *parts, int count, off_t at) {                         \
        REAL(name);                                                                                \
        ssize_t admitted = admit(fd, total(parts, count));                                         \
        return admitted < 0 ? -1 : written(fd, at, real(fd, parts, count, at));                    \
    }
PWRITEV(pwritev)
PWRITEV(pwritev64)

static int truncated(int fd, off_t size, int result) {
    if (active && result == 0) {
        shadow_lock();
        struct node *node = shadow_find(fd);
        if (node != NULL) {
            shadow_truncated(node, size);
        }
        shadow_unlock();
    }
    return result;
}

#define FTRUNCATE(name)                                                                            \
    int name(int fd, off_t size) {                                                                 \
        REAL(name);                                                                                \
        if (admit(fd, 0) < 0) {                                                                    \
            return -1;                                                                             \
        }                                                                                          \
        return truncated(fd, size, real(fd, size));                                                \
    }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

static void changed_anywhere(int fd) {
    if (active) {
        shadow_lock();
        struct node *node = shadow_find(fd);
        if (node != NULL) {
            node->all_dirty = true;
        }
        shadow_unlock();
    }
}

#define MMAP(name)                                                                                 \
    void *name(void *at, size_t len, int protection, int flags, int fd, off_t offset) {            \
        REAL(name);                                                                                \
        if (fd >= 0 && (protection & PROT_WRITE) && (flags & MAP_SHARED)) {                        \
            changed_anywhere(fd);                                                                  \
        }                                                                                          \
        return real(at, len, protection, flags, fd, offset);                                       \
    }
MMAP(mmap)
MMAP(mmap64)

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t len,
                        unsigned flags) {
    REAL(copy_file_range);
    ssize_t admitted = admit(to, len);
    changed_anywhere(to);
    return admitted < 0 ? -1 : real(from, from_at, to, to_at, (size_t)admitted, flags);
}

#define SENDFILE(name)                                                                             \
    ssize_t name(int to, int from, off_t *at, size_t len) {                                        \
        REAL(name);                                                                                \
        ssize_t admitted = admit(to, len);                                                         \
        changed_anywhere(to);                                                                      \
        return admitted < 0 ? -1 : real(to, from, at, (size_t)admitted);                           \
    }
SENDFILE(sendfile)
SENDFILE(sendfile64)

#define FALLOCATE(name)                                                                            \
    int name(int fd, int mode, off_t at, off_t len) {                                              \
        REAL(name);                                                                                \
        if (admit(fd, 0) < 0) {                                                                    \
            return -1;                                                                             \
        }                                                                                          \
        changed_anywhere(fd);                                                                      \
        return real(fd, mode, at, len);                                                            \
    }
FALLOCATE(fallocate)
FALLOCATE(fallocate64)

/* --- making durable --- */

/* True when the file is watched; the real call is then left out, the shadow is the disk. */
static bool synced(int fd, int *result) {
    if (!active) {
        return false;
    }
    shadow_lock();
    struct node *node = shadow_find(fd);
    if (node != NULL) {
        enum verdict verdict = faults_judge(OP_SYNC, node->path);
        bool all_dirty = node->all_dirty;
        if (verdict != LIE) {
            shadow_synced(node, verdict == GO_ON ? fd : -1);
        }
        node->all_dirty = all_dirty;
        *result = verdict == GO_ON || verdict == LIE ? 0 : fail(verdict);
    }
    shadow_unlock();
    return node != NULL;
}

#define SYNC(name)                                                                                 \
    int name(int fd) {                                                                             \
        REAL(name);                                                                                \
        int result;                                                                                \
        return synced(fd, &result) ? result : real(fd);                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

/* --- reading --- */

static bool is_unreadable(int fd) {
    if (!active) {
        return false;
    }
    shadow_lock();
    struct node *node = shadow_find(fd);
    bool bad = node != NULL && faults_judge(OP_READ, node->path) != GO_ON;
    shadow_unlock();
    return bad;
}

ssize_t read(int fd, void *bytes, size_t len) {
    REAL(read);
    return is_unreadable(fd) ? fail(FAIL_EIO) : real(fd, bytes, len);
}

#define PREAD(name)                                                                                \
    ssize_t name(int fd, void *bytes, size_t len, off_t at) {                                      \
        REAL(name);                                                                                \
        return is_unreadable(fd) ? fail(FAIL_EIO) : real(fd, bytes, len, at);                      \
    }
PREAD(pread)
PREAD(pread64)

/* --- names: durable when their folder is synced, so here they only count --- */

static int folder_made(int parent, const char *path, int result) {
    char absolute[PATH_MAX];
    if (active && result == 0 && is_watched(parent, path, absolute)) {
        shadow_lock();
        shadow_folder(absolute);
        shadow_unlock();
    }
    return result;
}

static void named(int folder, const char *path) {
    char absolute[PATH_MAX];
    if (active && is_watched(folder, path, absolute)) {
        shadow_lock();
        faults_judge(OP_NAME, absolute);
        shadow_unlock();
    }
}

int rename(const char *from, const char *to) {
    REAL(rename);
    named(AT_FDCWD, from);
    return real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(renameat);
    named(from_folder, from);
    return real(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    REAL(renameat2);
    named(from_folder, from);
    return real(from_folder, from, to_folder, to, flags);
}

int unlink(const char *path) {
    REAL(unlink);
    named(AT_FDCWD, path);
    return real(path);
}

int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    named(folder, path);
    return real(folder, path, flags);
}

int link(const char *from, const char *to) {
    REAL(link);
    named(AT_FDCWD, to);
    return real(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    REAL(linkat);
    named(to_folder, to);
    return real(from_folder, from, to_folder, to, flags);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    named(AT_FDCWD, path);
    return folder_made(AT_FDCWD, path, real(path, mode));
}

int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(mkdirat);
    named(folder, path);
    return folder_made(folder, path, real(folder, path, mode));
}
