/* Which operation fails.
 *
 * ANNALS_SHIM_FAULT is a list of kind:at:count:part, separated by commas: from the at-th operation
 * of the kind (counted from 1) on files whose path contains `part` (or ends so, when a `$` follows),
 * `count` of them (0: all) go wrong. Kinds: fsync (EIO, and what was to be synced is lost), lie (fsync says yes and does
 * nothing), enospc, eio and short (writes), read (EIO), cut (the process ends before the at-th
 * operation of any kind but read).
 */
#define _GNU_SOURCE
#include "shim.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RULES_MAX 16

struct rule {
    char kind[16];
    char part[64];
    uint64_t at, count, seen;
};

static struct rule rules[RULES_MAX];
static size_t rules_len;

void faults_start(void) {
    const char *list = getenv("ANNALS_SHIM_FAULT");
    if (list == NULL || *list == '\0') {
        return;
    }
    char *copy = strdup(list), *rest = copy, *word;
    while ((word = strsep(&rest, ",")) != NULL && rules_len < RULES_MAX) {
        struct rule *rule = &rules[rules_len];
        unsigned long long at = 0, count = 0;
        int fields = sscanf(word, "%15[^:]:%llu:%llu:%63s", rule->kind, &at, &count, rule->part);
        if (fields < 3) {
            fprintf(stderr, "shim: %s is not kind:at:count:part\n", word);
            abort();
        }
        rule->at = at;
        rule->count = count;
        rules_len++;
    }
    free(copy);
}

static bool applies(const struct rule *rule, enum operation operation) {
    switch (operation) {
    case OP_WRITE:
        return !strcmp(rule->kind, "enospc") || !strcmp(rule->kind, "eio")
            || !strcmp(rule->kind, "short") || !strcmp(rule->kind, "cut");
    case OP_SYNC:
        return !strcmp(rule->kind, "fsync") || !strcmp(rule->kind, "lie")
            || !strcmp(rule->kind, "cut");
    case OP_READ:
        return !strcmp(rule->kind, "read");
    case OP_NAME:
        return !strcmp(rule->kind, "cut");
    }
    return false;
}

static bool concerns(const struct rule *rule, const char *path) {
    size_t len = strlen(rule->part), path_len = strlen(path);
    if (len == 0 || rule->part[len - 1] != '$') {
        return strstr(path, rule->part) != NULL;
    }
    return path_len >= len - 1 && !strncmp(path + path_len - (len - 1), rule->part, len - 1);
}

enum verdict faults_judge(enum operation operation, const char *path) {
    if (operation != OP_READ) {
        shadow_count();
    }
    for (size_t i = 0; i < rules_len; i++) {
        struct rule *rule = &rules[i];
        if (!applies(rule, operation) || !concerns(rule, path)) {
            continue;
        }
        rule->seen++;
        if (rule->seen < rule->at || (rule->count && rule->seen >= rule->at + rule->count)) {
            continue;
        }
        shadow_note(rule->kind, path);
        if (!strcmp(rule->kind, "cut")) {
            kill(getpid(), SIGKILL);
            for (;;) {
                pause();
            }
        }
        if (!strcmp(rule->kind, "enospc")) {
            return FAIL_ENOSPC;
        }
        if (!strcmp(rule->kind, "short")) {
            return SHORT;
        }
        return strcmp(rule->kind, "lie") ? FAIL_EIO : LIE;
    }
    return GO_ON;
}
