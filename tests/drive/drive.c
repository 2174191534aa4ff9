/* drive: a person at a terminal, as a script. Runs a program in a real pseudo-terminal, shows its output to libvterm,
 * and reads commands from standard input, one a line:
 *
 *   key NAME...      press keys: Enter Esc Tab Up Down Left Right Home End PgUp PgDn Space F1 BackSpace C-x, or a character
 *   type TEXT        the text as typed            paste TEXT     the text as a bracketed paste
 *   settle MS        until nothing comes for so long
 *   lines N TEXT     pastes N numbered lines      idle MS N      at most N bytes come in that time
 *   wait TEXT        until it is on the screen    gone TEXT      until it is not
 *   row N TEXT       until row N (from 1) holds it
 *   resize COLSxROWS                              signal NAME    to the program: KILL TERM HUP STOP CONT SEGV
 *   screen           prints the screen            save NAME      writes it to $DRIVE_SAVE/NAME.txt, if that is set
 *   hangup           closes the terminal          exit N         waits for the end and its status
 *   raw TEXT         until it came as these bytes, \\e is ESC        unraw TEXT     it never did
 *   bytes            prints bytes and reads of output since the last `bytes` (for the bench)
 *
 * usage: drive [-e] [-g COLSxROWS] [-t SECONDS] PROGRAM [ARG]...   Exit 0 when all came true; else 1, with the screen.
 * Waiting ends when the screen agrees, never after a fixed time; -t (default 60) only bounds a wait that fails.
 * No word looks at the screen as it is at once: a frame arrives in pieces, and the words that were waited for may stand
 * in the first of them.
 * -e says "ok" after every command that came true: a script that holds both ends can do other things in between. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "base/str.h"
#include "base/utf8.h"

struct drive {
    int fd, columns, rows, status;
    int seconds;
    pid_t pid;
    bool has_ended;
    VTerm *vt;
    VTermScreen *screen;
    long bytes, reads;
    struct str raw; /* all output */
    int line;
    char said[4096];
};

static void screen_row(const struct drive *d, int row, struct str *out)
{
    size_t start = out->n;
    for (int col = 0; col < d->columns; col++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(d->screen, (VTermPos){.row = row, .col = col}, &cell);
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++) {
            char bytes[4];
            str_add_n(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
        if (!cell.chars[0])
            str_add_char(out, ' ');
        if (cell.width == 2)
            col++;
    }
    while (out->n > start && out->s[out->n - 1] == ' ')
        str_cut(out, out->n - 1);
    str_add_char(out, '\n');
}

static void screen_text(const struct drive *d, struct str *out)
{
    for (int row = 0; row < d->rows; row++)
        screen_row(d, row, out);
}

static bool screen_has(const struct drive *d, int row, const char *text)
{
    struct str all = {0};
    if (row > 0)
        screen_row(d, row - 1, &all);
    else
        screen_text(d, &all);
    bool has = strstr(str_get(&all), text) != NULL;
    str_release(&all);
    return has;
}

static int fail(const struct drive *d, const char *why)
{
    struct str all = {0};
    screen_text(d, &all);
    fprintf(stderr, "drive: line %d: %s\n  %s\n%s", d->line, why, d->said, str_get(&all));
    str_release(&all);
    return 1;
}

/* Takes in what came; false once the other end is closed. */
static bool take_output(struct drive *d)
{
    char bytes[65536], answer[256];
    ssize_t n = read(d->fd, bytes, sizeof bytes);
    if (n <= 0)
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    d->bytes += n, d->reads++;
    str_add_n(&d->raw, bytes, (size_t)n);
    vterm_input_write(d->vt, bytes, (size_t)n);
    vterm_screen_flush_damage(d->screen);
    size_t m = vterm_output_read(d->vt, answer, sizeof answer); /* what a terminal answers by itself */
    return m == 0 || write(d->fd, answer, m) >= 0;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* "\e[2J" as the bytes that it means. */
static void spell_out(const char *text, struct str *out)
{
    for (; *text; text++) {
        bool is_escape = text[0] == '\\' && text[1] == 'e';
        str_add_char(out, is_escape ? '\033' : *text);
        text += is_escape;
    }
}

static bool has_come(const struct drive *d, const char *text)
{
    struct str wanted = {0};
    spell_out(text, &wanted);
    bool has = d->raw.n && memmem(d->raw.s, d->raw.n, wanted.s, wanted.n);
    str_release(&wanted);
    return has;
}

enum { ANYWHERE = 0, RAW = -1 }; /* rows count from 1; RAW: all bytes that ever came */

static bool has(const struct drive *d, int row, const char *text)
{
    return row == RAW ? has_come(d, text) : screen_has(d, row, text);
}

/* Until there is what is wanted, or the bound. */
static bool await(struct drive *d, int row, const char *text, bool wanted)
{
    int64_t bound = now_ms() + d->seconds * 1000;
    while (has(d, row, text) != wanted) {
        struct pollfd p = {.fd = d->fd, .events = POLLIN};
        int64_t left = bound - now_ms();
        if (left <= 0 || poll(&p, 1, (int)left) == 0 || !take_output(d))
            return has(d, row, text) == wanted;
    }
    return true;
}

static void send_bytes(struct drive *d, const char *bytes, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t sent = write(d->fd, bytes + at, n - at);
        if (sent > 0) {
            at += (size_t)sent;
        } else if (errno == EAGAIN) {
            struct pollfd p = {.fd = d->fd, .events = POLLIN | POLLOUT};
            poll(&p, 1, 1000);
            take_output(d);
        } else {
            return;
        }
    }
}

static const struct key_bytes {
    const char *name, *bytes;
} keys[] = {
    {"Enter", "\r"},      {"Esc", "\033"},     {"Tab", "\t"},        {"BTab", "\033[Z"},   {"Up", "\033OA"},
    {"Down", "\033OB"},   {"Right", "\033OC"}, {"Left", "\033OD"},   {"Home", "\033OH"},   {"End", "\033OF"},
    {"PgUp", "\033[5~"},  {"PgDn", "\033[6~"}, {"Space", " "},       {"F1", "\033OP"},     {"BackSpace", "\177"},
    {"Delete", "\033[3~"},
};

static void press(struct drive *d, const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq(keys[i].name, name)) {
            send_bytes(d, keys[i].bytes, strlen(keys[i].bytes));
            return;
        }
    if (name[0] == 'C' && name[1] == '-' && name[2]) {
        char c = (char)(name[2] & 0x1f);
        send_bytes(d, &c, 1);
    } else {
        send_bytes(d, name, strlen(name));
    }
}

static int do_key(struct drive *d, char *rest)
{
    for (char *save = NULL, *name = strtok_r(rest, " ", &save); name; name = strtok_r(NULL, " ", &save))
        press(d, name);
    return 0;
}

static int do_type(struct drive *d, char *rest)
{
    send_bytes(d, rest, strlen(rest));
    return 0;
}

static int do_paste(struct drive *d, char *rest)
{
    send_bytes(d, "\033[200~", 6);
    send_bytes(d, rest, strlen(rest));
    send_bytes(d, "\033[201~", 6);
    return 0;
}

static int do_lines(struct drive *d, char *rest)
{
    char *text, line[4096];
    long n = strtol(rest, &text, 10);
    send_bytes(d, "\033[200~", 6);
    for (long i = 1; i <= n; i++) {
        snprintf(line, sizeof line, "%s %ld%s", text + (*text == ' '), i, i < n ? "\r" : "");
        send_bytes(d, line, strlen(line));
    }
    send_bytes(d, "\033[201~", 6);
    return 0;
}

static int do_wait(struct drive *d, char *rest)
{
    return await(d, ANYWHERE, rest, true) ? 0 : fail(d, "this did not come:");
}

static int do_gone(struct drive *d, char *rest)
{
    return await(d, ANYWHERE, rest, false) ? 0 : fail(d, "this did not go:");
}

static int do_row(struct drive *d, char *rest)
{
    char *end;
    long row = strtol(rest, &end, 10);
    return await(d, (int)row, end + (*end == ' '), true) ? 0 : fail(d, "this row did not come:");
}

static int do_resize(struct drive *d, char *rest)
{
    if (sscanf(rest, "%dx%d", &d->columns, &d->rows) != 2)
        return fail(d, "what size?");
    struct winsize size = {.ws_col = (unsigned short)d->columns, .ws_row = (unsigned short)d->rows};
    vterm_set_size(d->vt, d->rows, d->columns);
    ioctl(d->fd, TIOCSWINSZ, &size);
    return 0;
}

static int do_signal(struct drive *d, char *rest)
{
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"KILL", SIGKILL}, {"TERM", SIGTERM}, {"HUP", SIGHUP}, {"CONT", SIGCONT}, {"SEGV", SIGSEGV}, {"STOP", SIGSTOP}};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (str_eq(signals[i].name, rest))
            return kill(d->pid, signals[i].number);
    return fail(d, "which signal?");
}

static int do_screen(struct drive *d, char *rest)
{
    struct str all = {0};
    (void)rest;
    screen_text(d, &all);
    fputs(str_get(&all), stdout);
    fflush(stdout);
    str_release(&all);
    return 0;
}

static int do_save(struct drive *d, char *rest)
{
    const char *dir = getenv("DRIVE_SAVE");
    char path[4096];
    struct str all = {0};
    if (!dir)
        return 0;
    snprintf(path, sizeof path, "%s/%s.txt", dir, rest);
    FILE *f = fopen(path, "w");
    screen_text(d, &all);
    if (f)
        fputs(str_get(&all), f), fclose(f);
    str_release(&all);
    return 0;
}

static int do_hangup(struct drive *d, char *rest)
{
    (void)rest;
    close(d->fd);
    d->fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    return 0;
}

static void wake(int signal)
{
    (void)signal;
}

/* The end, or the bound: a program whose terminal is gone can be heard no more. */
static bool await_end(struct drive *d)
{
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = wake}, NULL);
    alarm((unsigned)d->seconds);
    d->has_ended = waitpid(d->pid, &d->status, 0) == d->pid;
    alarm(0);
    return d->has_ended;
}

static int do_exit(struct drive *d, char *rest)
{
    long wanted = strtol(rest, NULL, 10);
    while (!d->has_ended && take_output(d)) {
        struct pollfd p = {.fd = d->fd, .events = POLLIN};
        if (poll(&p, 1, d->seconds * 1000) == 0)
            return fail(d, "it does not end:");
    }
    if (!d->has_ended && !await_end(d))
        return fail(d, "it does not end:");
    int code = WIFEXITED(d->status) ? WEXITSTATUS(d->status) : 128 + WTERMSIG(d->status);
    return code == wanted ? 0 : (fprintf(stderr, "drive: exit status %d\n", code), fail(d, "another exit status:"));
}

static int do_raw(struct drive *d, char *rest)
{
    return await(d, RAW, rest, true) ? 0 : fail(d, "these bytes did not come:");
}

static int do_unraw(struct drive *d, char *rest)
{
    return has_come(d, rest) ? fail(d, "these bytes came:") : 0;
}

static int do_idle(struct drive *d, char *rest)
{
    char *end;
    long ms = strtol(rest, &end, 10), most = strtol(end, NULL, 10), before = d->bytes;
    for (int64_t until = now_ms() + ms, left; (left = until - now_ms()) > 0;) {
        struct pollfd p = {.fd = d->fd, .events = POLLIN};
        if (poll(&p, 1, (int)left) > 0 && !take_output(d))
            return fail(d, "it ended:");
    }
    return d->bytes - before <= most ? 0 : (fprintf(stderr, "drive: %ld bytes\n", d->bytes - before), fail(d, "it was not idle:"));
}

static int do_settle(struct drive *d, char *rest)
{
    struct pollfd p = {.fd = d->fd, .events = POLLIN};
    int ms = (int)strtol(rest, NULL, 10);
    while (poll(&p, 1, ms) > 0)
        if (!take_output(d))
            break;
    return 0;
}

static int do_bytes(struct drive *d, char *rest)
{
    (void)rest;
    printf("%ld bytes, %ld reads\n", d->bytes, d->reads);
    fflush(stdout);
    d->bytes = d->reads = 0;
    return 0;
}

static const struct order {
    const char *name;
    int (*run)(struct drive *, char *rest);
} orders[] = {
    {"key", do_key},       {"type", do_type},     {"paste", do_paste},   {"wait", do_wait},     {"gone", do_gone},
    {"row", do_row},       {"resize", do_resize}, {"signal", do_signal}, {"screen", do_screen}, {"save", do_save},
    {"hangup", do_hangup}, {"exit", do_exit},     {"bytes", do_bytes},   {"settle", do_settle}, {"lines", do_lines},
    {"raw", do_raw},       {"unraw", do_unraw},   {"idle", do_idle},
};

static int obey(struct drive *d, char *line)
{
    line[strcspn(line, "\n")] = '\0';
    line += strspn(line, " ");
    if (!*line || *line == '#')
        return 0;
    snprintf(d->said, sizeof d->said, "%s", line);
    size_t length = strcspn(line, " ");
    char *rest = line + length + (line[length] == ' ');
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strlen(orders[i].name) == length && strncmp(orders[i].name, line, length) == 0)
            return orders[i].run(d, rest);
    return fail(d, "what is this?");
}

static bool start(struct drive *d, char **argv)
{
    struct winsize size = {.ws_col = (unsigned short)d->columns, .ws_row = (unsigned short)d->rows};
    d->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (d->fd < 0 || grantpt(d->fd) < 0 || unlockpt(d->fd) < 0)
        return false;
    const char *name = ptsname(d->fd);
    ioctl(d->fd, TIOCSWINSZ, &size);
    d->pid = fork();
    if (d->pid == 0) {
        setsid();
        int tty = open(name, O_RDWR);
        ioctl(tty, TIOCSCTTY, 0);
        dup2(tty, 0), dup2(tty, 1), dup2(tty, 2);
        if (tty > 2)
            close(tty);
        execvp(argv[0], argv);
        _exit(127);
    }
    fcntl(d->fd, F_SETFL, O_NONBLOCK);
    return d->pid > 0;
}

static void open_screen(struct drive *d)
{
    d->vt = vterm_new(d->rows, d->columns);
    vterm_set_utf8(d->vt, 1);
    d->screen = vterm_obtain_screen(d->vt);
    vterm_screen_enable_altscreen(d->screen, 1);
    vterm_screen_reset(d->screen, 1);
}

int main(int argc, char **argv)
{
    struct drive d = {.columns = 80, .rows = 24, .seconds = 60};
    char line[4096];
    int option, failed = 0;
    bool echoes = false;
    while ((option = getopt(argc, argv, "+eg:t:")) != -1) {
        if (option == 'e')
            echoes = true;
        else if (option == 'g')
            sscanf(optarg, "%dx%d", &d.columns, &d.rows);
        else if (option == 't')
            d.seconds = (int)strtol(optarg, NULL, 10);
        else
            return 64;
    }
    setenv("TERM", getenv("DRIVE_TERM") ? getenv("DRIVE_TERM") : "xterm-256color", 1);
    signal(SIGPIPE, SIG_IGN);
    open_screen(&d);
    if (optind >= argc || !start(&d, argv + optind))
        return fprintf(stderr, "drive: nothing to run\n"), 64;
    while (!failed && fgets(line, sizeof line, stdin)) {
        d.line++;
        failed = obey(&d, line);
        if (echoes && !failed)
            puts("ok"), fflush(stdout);
    }
    if (!d.has_ended)
        kill(d.pid, SIGKILL), waitpid(d.pid, NULL, 0);
    vterm_free(d.vt);
    str_release(&d.raw);
    return failed ? 1 : 0;
}
