/* shell_scan: where `$name` stands in a piece of shell text, and in what kind of quotes. Not a shell: enough of one to
 * follow quotes, comments, here-documents and nested commands, and harmless on what it does not understand. */
#ifndef FLOW_SHELL_SCAN_H
#define FLOW_SHELL_SCAN_H
#include <stdbool.h>
#include <stddef.h>

enum { SHELL_MAX_WORDS = 64, SHELL_NAME_ROOM = 64 };

struct shell_word {
    char text[SHELL_NAME_ROOM];  /* its beginning, quotes removed */
    char value[SHELL_NAME_ROOM]; /* a $name in it that the caller knows, or "" */
    size_t value_at;             /* byte of the text */
};

struct shell_command {
    struct shell_word word[SHELL_MAX_WORDS];
    size_t n;
    bool piped_value; /* the command before the | mentions a value: its name is in piped_name */
    char piped_name[SHELL_NAME_ROOM];
    size_t piped_at;
};

struct shell_reader {
    bool (*knows)(void *of, const char *name, size_t at); /* is that $name one of ours? */
    void (*unquoted)(void *of, const char *name, size_t at);
    void (*command)(void *of, const struct shell_command *command);
    void *of;
};

void shell_scan(const char *text, size_t n, const struct shell_reader *reader);
#endif
