/* What is durable.
 *
 * In the shadow folder:
 *   data/<id>    content of a file as of its last fsync
 *   names/<id>   lines "f <id> <name>" and "d <id> <name>": a folder as of its last fsync
 *   nodes        lines "<id> <inode>", one for each file and folder when it was first seen
 *   notes        lines "<kind> <path>", one for each fault
 *   operations   how many writes, syncs and changes of names there were (8 bytes, native order)
 * These files are written without fsync: the machine goes on, only the program is killed.
 */
#define _GNU_SOURCE
#include "shim.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BUCKETS 4096
#define RANGES_MAX 512

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watched[PATH_MAX], shadow[PATH_MAX];
static struct node *nodes[BUCKETS];
static uint64_t ids_used;
static dev_t device;
static volatile uint64_t *operations;

void shadow_lock(void) {
    pthread_mutex_lock(&lock);
}

void shadow_unlock(void) {
    pthread_mutex_unlock(&lock);
}

static void die(const char *what) {
    fprintf(stderr, "shim: %s: %s\n", what, strerror(errno));
    abort();
}

/* System calls made here go past interpose.c. */
static int raw_open(const char *path, int flags) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0644);
}

static void raw_write(int fd, const char *bytes, size_t len, off_t at) {
    while (len > 0) {
        long n = at < 0 ? syscall(SYS_write, fd, bytes, len)
                        : syscall(SYS_pwrite64, fd, bytes, len, at);
        if (n <= 0) {
            die("write");
        }
        bytes += n;
        len -= (size_t)n;
        at = at < 0 ? at : at + n;
    }
}

static int open_shadow(const char *kind, uint64_t id, int flags) {
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s/%llu", shadow, kind, (unsigned long long)id);
    int fd = raw_open(path, flags);
    if (fd < 0) {
        die(path);
    }
    return fd;
}

static void append(const char *name, const char *line) {
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", shadow, name);
    int fd = raw_open(path, O_WRONLY | O_CREAT | O_APPEND);
    if (fd < 0) {
        die(path);
    }
    raw_write(fd, line, strlen(line), -1);
    close(fd);
}

void shadow_note(const char *text, const char *path) {
    char line[PATH_MAX + 64];
    snprintf(line, sizeof line, "%s %s\n", text, path);
    append("notes", line);
}

void shadow_count(void) {
    (*operations)++;
}

bool shadow_watches(const char *path) {
    size_t len = strlen(watched);
    return strncmp(path, watched, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

static struct node *find_inode(ino_t inode) {
    for (struct node *node = nodes[inode % BUCKETS]; node != NULL; node = node->next) {
        if (node->inode == inode) {
            return node;
        }
    }
    return NULL;
}

struct node *shadow_find(int fd) {
    struct stat status;
    if (fstat(fd, &status) != 0 || status.st_dev != device) {
        return NULL;
    }
    return find_inode(status.st_ino);
}

static void forget(struct node *node) {
    struct node **link = &nodes[node->inode % BUCKETS];
    while (*link != node) {
        link = &(*link)->next;
    }
    *link = node->next;
    free(node->ranges);
    free(node->path);
    free(node);
}

static struct node *add(ino_t inode, bool folder, const char *path) {
    struct node *node = find_inode(inode);
    if (node != NULL) {
        forget(node);
    }
    node = calloc(1, sizeof *node);
    node->inode = inode;
    node->id = ids_used++;
    node->folder = folder;
    node->truncated_to = -1;
    node->path = strdup(path);
    node->next = nodes[inode % BUCKETS];
    nodes[inode % BUCKETS] = node;
    char line[64];
    snprintf(line, sizeof line, "%llu %llu\n", (unsigned long long)node->id,
             (unsigned long long)inode);
    append("nodes", line);
    /* Durable of something new: that it is empty. */
    close(open_shadow(folder ? "names" : "data", node->id, O_WRONLY | O_CREAT | O_TRUNC));
    return node;
}

struct node *shadow_created(int fd, const char *path) {
    struct stat status;
    if (fstat(fd, &status) != 0 || status.st_dev != device) {
        return NULL;
    }
    return S_ISREG(status.st_mode) ? add(status.st_ino, false, path) : NULL;
}

void shadow_folder(const char *path) {
    struct stat status;
    if (stat(path, &status) == 0 && status.st_dev == device) {
        add(status.st_ino, true, path);
    }
}

void shadow_written(struct node *node, off_t start, off_t end) {
    if (node->ranges_len > 0) {
        struct range *last = &node->ranges[node->ranges_len - 1];
        if (start <= last->end && last->start <= end) {
            last->start = start < last->start ? start : last->start;
            last->end = end > last->end ? end : last->end;
            return;
        }
    }
    if (node->ranges_len == RANGES_MAX) {
        struct range all = node->ranges[0];
        for (size_t i = 1; i < RANGES_MAX; i++) {
            all.start = node->ranges[i].start < all.start ? node->ranges[i].start : all.start;
            all.end = node->ranges[i].end > all.end ? node->ranges[i].end : all.end;
        }
        node->ranges[0] = all;
        node->ranges_len = 1;
    }
    if (node->ranges_len == node->ranges_cap) {
        node->ranges_cap = node->ranges_cap ? 2 * node->ranges_cap : 8;
        node->ranges = realloc(node->ranges, node->ranges_cap * sizeof *node->ranges);
    }
    node->ranges[node->ranges_len++] = (struct range){start, end};
}

void shadow_truncated(struct node *node, off_t size) {
    if (node->truncated_to < 0 || size < node->truncated_to) {
        node->truncated_to = size;
    }
}

static void copy_range(int from, int to, off_t start, off_t end) {
    static char buffer[1 << 16];
    while (start < end) {
        size_t len = end - start > (off_t)sizeof buffer ? sizeof buffer : (size_t)(end - start);
        long n = syscall(SYS_pread64, from, buffer, len, start);
        if (n < 0) {
            die("read");
        }
        if (n == 0) {
            return;
        }
        raw_write(to, buffer, (size_t)n, start);
        start += n;
    }
}

static void sync_file(struct node *node, int fd) {
    char path[64];
    struct stat status;
    int from = fd, to = open_shadow("data", node->id, O_WRONLY);
    if (fstat(fd, &status) != 0) {
        die("fstat");
    }
    /* A second descriptor only where the first cannot read: closing one drops SQLite's locks. */
    bool other = (fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
    if (other) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        from = raw_open(path, O_RDONLY);
        if (from < 0) {
            die(path);
        }
    }
    if (node->truncated_to >= 0 && syscall(SYS_ftruncate, to, node->truncated_to) != 0) {
        die("ftruncate");
    }
    if (syscall(SYS_ftruncate, to, status.st_size) != 0) {
        die("ftruncate");
    }
    if (node->all_dirty) {
        copy_range(from, to, 0, status.st_size);
    }
    for (size_t i = 0; i < node->ranges_len; i++) {
        off_t end = node->ranges[i].end;
        copy_range(from, to, node->ranges[i].start, end < status.st_size ? end : status.st_size);
    }
    if (other) {
        close(from);
    }
    close(to);
}

/* Writes the names that a folder has now; complete or not at all. */
static void sync_folder(struct node *node, int fd) {
    char path[64], temporary[2 * PATH_MAX], final[2 * PATH_MAX], line[NAME_MAX + 64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    snprintf(final, sizeof final, "%s/names/%llu", shadow, (unsigned long long)node->id);
    snprintf(temporary, sizeof temporary, "%s/names/new", shadow);
    int out = raw_open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    DIR *names = opendir(path);
    if (out < 0 || names == NULL) {
        die(temporary);
    }
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        struct stat status;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")
            || fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        bool folder = S_ISDIR(status.st_mode);
        if (!folder && !S_ISREG(status.st_mode)) {
            continue;
        }
        struct node *found = find_inode(status.st_ino);
        if (found == NULL) {
            found = add(status.st_ino, folder, entry->d_name);
        }
        snprintf(line, sizeof line, "%c %llu %s\n", folder ? 'd' : 'f',
                 (unsigned long long)found->id, entry->d_name);
        raw_write(out, line, strlen(line), -1);
    }
    closedir(names);
    close(out);
    if (syscall(SYS_renameat2, AT_FDCWD, temporary, AT_FDCWD, final, 0) != 0) {
        die(final);
    }
}

static void clean(struct node *node) {
    node->ranges_len = 0;
    node->truncated_to = -1;
}

void shadow_synced(struct node *node, int fd) {
    if (fd >= 0) {
        node->folder ? sync_folder(node, fd) : sync_file(node, fd);
    }
    /* After a failed fsync Linux holds the pages for clean, too: a second one will not save them. */
    clean(node);
}

/* Everything that is there at the start is durable. */
static void walk(const char *path, struct node *folder) {
    int fd = raw_open(path, O_RDONLY | O_DIRECTORY);
    DIR *names = opendir(path);
    if (fd < 0 || names == NULL) {
        die(path);
    }
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        char child[2 * PATH_MAX];
        struct stat status;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) {
            continue;
        }
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (lstat(child, &status) != 0) {
            die(child);
        }
        struct node *node = add(status.st_ino, S_ISDIR(status.st_mode), child);
        if (node->folder) {
            walk(child, node);
        } else if (S_ISREG(status.st_mode)) {
            int file = raw_open(child, O_RDONLY);
            node->all_dirty = true;
            sync_file(node, file);
            node->all_dirty = false;
            close(file);
        }
    }
    closedir(names);
    sync_folder(folder, fd);
    close(fd);
}

bool shadow_start(const char *folder, const char *into) {
    struct stat status;
    if (realpath(folder, watched) == NULL || realpath(into, shadow) == NULL
        || stat(watched, &status) != 0) {
        return false;
    }
    device = status.st_dev;
    char path[2 * PATH_MAX];
    for (const char **name = (const char *[]){"data", "names", NULL}; *name != NULL; name++) {
        snprintf(path, sizeof path, "%s/%s", shadow, *name);
        if (syscall(SYS_mkdirat, AT_FDCWD, path, 0755) != 0) {
            die(path);
        }
    }
    snprintf(path, sizeof path, "%s/operations", shadow);
    int fd = raw_open(path, O_RDWR | O_CREAT);
    if (fd < 0 || syscall(SYS_ftruncate, fd, 8) != 0) {
        die(path);
    }
    void *(*map)(void *, size_t, int, int, int, off_t) = dlsym(RTLD_NEXT, "mmap");
    operations = map(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (operations == MAP_FAILED) {
        die(path);
    }
    close(fd);
    walk(watched, add(status.st_ino, true, watched));
    return true;
}
