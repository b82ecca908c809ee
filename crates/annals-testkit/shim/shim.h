/* A preloaded library that knows what a power cut would leave of a folder.
 *
 * shadow.c keeps, beside the watched folder, what is durable of it: the content of every file as of
 * its last successful fsync, the names in every folder as of that folder's last fsync.
 * faults.c decides which operation fails, by a schedule. interpose.c stands between the program
 * and libc. The test kills the program and builds the folder anew from the shadow.
 */
#ifndef ANNALS_SHIM_H
#define ANNALS_SHIM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* One watched file or folder. */
struct node {
    ino_t inode;
    uint64_t id;           /* its name in the shadow; inode numbers are used again, ids are not */
    bool folder;
    bool all_dirty;        /* written through a mapping: every byte may have changed */
    off_t truncated_to;    /* smallest size since the last fsync */
    struct range *ranges;  /* bytes written since the last fsync */
    size_t ranges_len, ranges_cap;
    char *path;            /* as it was when first seen */
    struct node *next;     /* of the same hash */
};

struct range {
    off_t start, end;
};

/* shadow.c; all of it is to be called with the lock held, and nodes are to be forgotten after. */
void shadow_lock(void);
void shadow_unlock(void);
bool shadow_start(const char *folder, const char *shadow);
bool shadow_watches(const char *path);
struct node *shadow_find(int fd);
struct node *shadow_created(int fd, const char *path);
void shadow_folder(const char *path);
void shadow_written(struct node *node, off_t start, off_t end);
void shadow_truncated(struct node *node, off_t size);
void shadow_synced(struct node *node, int fd);
void shadow_note(const char *text, const char *path);
void shadow_count(void);

/* faults.c */
enum operation { OP_WRITE, OP_SYNC, OP_READ, OP_NAME };
enum verdict { GO_ON, FAIL_EIO, FAIL_ENOSPC, SHORT, LIE };
void faults_start(void);
enum verdict faults_judge(enum operation operation, const char *path);

#endif
