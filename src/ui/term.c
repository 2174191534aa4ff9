/* term: curses paints, we write. Curses is given a scratch file as its terminal and works out the least difference;
 * what it put there goes to the real terminal in one write(2). Modes, size and keys are ours: curses never touches the
 * tty, so nothing it does can leave it in a strange state, and a fallback type or a crash is all the same. */
#include "ui/term.h"

#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/restore.h"
#include "ui/tty.h"

extern char *tigetstr(const char *); /* of <term.h>, which cannot be included: it makes `columns` and others macros */

struct term {
    SCREEN *screen;
    FILE *scratch;  /* what curses takes for the terminal */
    struct tty tty; /* the terminal */
    char type[64];
    bool is_ascii, is_utf8, has_colour, has_mouse, is_ours;
    bool repaint; /* everything, next time */
};

enum { ESC_WAIT_MS = 25 };
enum { PAIR_GOOD = 1, PAIR_BAD, PAIR_WARN };

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

/* One capability into out, without the padding "$<5>" that no terminal has needed for decades. */
static void add_capability(struct str *out, const char *name)
{
    const char *s = tigetstr(name);
    if (!s || s == (char *)-1)
        return;
    while (*s) {
        if (s[0] == '$' && s[1] == '<') {
            s += strcspn(s, ">");
            s += *s == '>';
        } else {
            str_add_char(out, *s++);
        }
    }
}

/* Sends what curses left in the scratch file, with `before` and `after` around it, in one write. */
static void flush_with(struct term *t, const char *before, const char *after)
{
    struct str out = {0};
    str_add(&out, before);
    fflush(t->scratch);
    off_t size = lseek(fileno(t->scratch), 0, SEEK_END);
    char block[4096];
    for (off_t from = 0; from < size;) {
        ssize_t n = pread(fileno(t->scratch), block, sizeof block, from);
        if (n <= 0)
            break;
        str_add_n(&out, block, (size_t)n);
        from += n;
    }
    if (size > 0 && ftruncate(fileno(t->scratch), 0) == 0)
        lseek(fileno(t->scratch), 0, SEEK_SET);
    str_add(&out, after);
    if (out.n)
        tty_send(&t->tty, out.s, out.n);
    str_release(&out);
}

static FILE *open_scratch(void)
{
    int fd = -1;
#ifdef MFD_CLOEXEC
    fd = memfd_create("screen", MFD_CLOEXEC);
#endif
    if (fd < 0)
        return tmpfile();
    return fdopen(fd, "w+");
}

/* ---- opening ---- */

/* Curses catches signals of its own accord; they are the app's. */
static SCREEN *new_screen(const char *type, FILE *scratch)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    struct sigaction was[4];

    for (int i = 0; i < 4; i++)
        sigaction(signals[i], NULL, &was[i]);
    SCREEN *screen = newterm(type, scratch, stdin);
    for (int i = 0; i < 4; i++)
        sigaction(signals[i], &was[i], NULL);
    return screen;
}

/* An unknown TERM, or one that cannot address its cursor: nearly everything of today understands xterm. */
static bool open_screen(struct term *t, const char *wanted)
{
    const char *const types[] = {wanted, "xterm-256color", "xterm", "vt100"};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        t->screen = new_screen(types[i], t->scratch);
        if (t->screen && tigetstr("cup") && tigetstr("clear")) {
            snprintf(t->type, sizeof t->type, "%s", types[i]);
            return true;
        }
        if (t->screen)
            delscreen(t->screen);
        t->screen = NULL;
    }
    return false;
}

static void choose_colours(struct term *t, bool no_colour)
{
    const char *env = getenv("NO_COLOR");
    if (no_colour || (env && env[0]) || !has_colors() || start_color() == ERR || use_default_colors() == ERR)
        return;
    init_pair(PAIR_GOOD, COLOR_GREEN, -1);
    init_pair(PAIR_BAD, COLOR_RED, -1);
    init_pair(PAIR_WARN, COLOR_YELLOW, -1);
    t->has_colour = true;
}

static void choose_keys(struct term *t)
{
    static const struct {
        const char *capability;
        enum key_kind kind;
    } keys[] = {
        {"kcuu1", PRESS_UP},     {"kcud1", PRESS_DOWN}, {"kcub1", PRESS_LEFT},   {"kcuf1", PRESS_RIGHT},
        {"khome", PRESS_HOME},   {"kend", PRESS_END},   {"kpp", PRESS_PAGE_UP},  {"knp", PRESS_PAGE_DOWN},
        {"kcbt", PRESS_BACKTAB}, {"kf1", PRESS_F1},     {"kdch1", PRESS_DELETE},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *s = tigetstr(keys[i].capability);
        if (s && s != (char *)-1 && s[0] == '\033')
            input_add_sequence(&t->tty.input, s, keys[i].kind);
    }
}

static void arm_restore(struct term *t)
{
    struct str out = {0};
    str_add(&out, t->has_mouse ? mouse_off : "");
    str_add(&out, paste_off);
    add_capability(&out, "sgr0");
    add_capability(&out, "cnorm");
    add_capability(&out, "rmkx");
    add_capability(&out, "rmcup");
    str_add(&out, "\r\n");
    restore_arm(t->tty.out, &t->tty.found, str_get(&out), out.n);
    str_release(&out);
}

static void enter(struct term *t)
{
    struct str out = {0};
    arm_restore(t);
    tty_take(&t->tty);
    add_capability(&out, "smkx");
    str_add(&out, paste_on);
    str_add(&out, t->has_mouse ? mouse_on : "");
    tty_send(&t->tty, str_get(&out), out.n);
    str_release(&out);
    t->is_ours = true;
    t->repaint = true;
}

static void set_up_curses(struct term *t, const struct term_options *options)
{
    int rows, columns;
    raw();
    noecho();
    nonl();
    typeahead(-1);
    intrflush(stdscr, FALSE);
    tty_size(&t->tty, &rows, &columns);
    resizeterm(rows, columns);
    choose_colours(t, options->no_colour);
    choose_keys(t);
}

struct term *term_open(const struct term_options *options, struct err *e)
{
    const char *type = getenv("TERM");
    struct term *t = mem_alloc(sizeof *t);

    if (!type || !type[0] || strcmp(type, "dumb") == 0 || !tty_init(&t->tty, options->keys, STDOUT_FILENO) ||
        !(t->scratch = open_scratch()) || !open_screen(t, type)) {
        err_set(e, ERR_SERVICE, _("This terminal cannot place its cursor; work goes on in numbered lines (--plain)."));
        if (t->scratch)
            fclose(t->scratch);
        mem_free(t);
        return NULL;
    }
    t->is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    t->is_ascii = options->want_ascii || !t->is_utf8 || strcmp(t->type, "linux") == 0;
    t->has_mouse = options->mouse;
    set_up_curses(t, options);
    enter(t);
    return t;
}

void term_ends_when(struct term *t, bool (*wants_end)(void))
{
    t->tty.wants_end = wants_end;
}

void term_close(struct term *t)
{
    if (!t)
        return;
    if (t->is_ours)
        term_lend(t);
    delscreen(t->screen);
    fclose(t->scratch);
    tty_release(&t->tty);
    mem_free(t);
}

/* ---- what it is ---- */

int term_fd(const struct term *t)
{
    return t->tty.in;
}

bool term_is_ascii(const struct term *t)
{
    return t->is_ascii;
}

void term_size(const struct term *t, int *rows, int *columns)
{
    (void)t;
    getmaxyx(stdscr, *rows, *columns);
}

bool term_is_gone(const struct term *t)
{
    return t->tty.is_gone;
}

/* ---- painting ---- */

static attr_t attributes(unsigned style, short *pair, bool has_colour)
{
    attr_t a = A_NORMAL;
    a |= style & STYLE_BOLD ? A_BOLD : 0;
    a |= style & STYLE_DIM ? A_DIM : 0;
    *pair = style & STYLE_GOOD ? PAIR_GOOD : style & STYLE_BAD ? PAIR_BAD : style & STYLE_WARN ? PAIR_WARN : 0;
    *pair = has_colour ? *pair : 0;
    return a;
}

/* The characters of a cell as curses wants them. Where the C library counts other columns than we do, '?' stands. */
static void wide_text(const struct term *t, const struct cell *c, wchar_t out[CCHARW_MAX + 1])
{
    size_t left = strlen(c->text), n = 0;
    const char *s = c->text;
    while (left > 0 && n < CCHARW_MAX) {
        uint32_t cp;
        size_t used = utf8_decode(s, left, &cp);
        if (!used || (n == 0 && (wcwidth((wchar_t)cp) != c->width || (!t->is_utf8 && cp > 0x7e))))
            cp = '?';
        if (n == 0 || (t->is_utf8 && wcwidth((wchar_t)cp) == 0))
            out[n++] = (wchar_t)cp;
        s += used ? used : 1;
        left -= used ? used : 1;
    }
    out[n] = L'\0';
}

static void paint_cell(const struct term *t, int row, int column, const struct cell *c)
{
    wchar_t text[CCHARW_MAX + 1];
    cchar_t out;
    short pair;

    if (!c->text[0])
        return;
    wide_text(t, c, text);
    attr_t a = attributes(c->style, &pair, t->has_colour);
    if (setcchar(&out, text, a, pair, NULL) == OK)
        mvadd_wch(row, column, &out);
}

static void paint_cursor(const struct frame *f)
{
    bool is_seen = f->cursor_row >= 0;
    leaveok(stdscr, !is_seen);
    curs_set(is_seen);
    if (is_seen)
        move(f->cursor_row, f->cursor_column);
}

void term_paint(struct term *t, const struct frame *f)
{
    int rows, columns;
    term_size(t, &rows, &columns);
    erase();
    for (int row = 0; row < f->rows && row < rows; row++)
        for (int column = 0; column < f->columns && column < columns; column++)
            paint_cell(t, row, column, &f->cell[row * f->columns + column]);
    paint_cursor(f);
    if (t->repaint)
        clearok(curscr, TRUE);
    t->repaint = false;
    refresh();
    flush_with(t, "", "");
}

void term_redraw(struct term *t)
{
    t->repaint = true;
}

void term_on_resize(struct term *t)
{
    int rows, columns;
    tty_size(&t->tty, &rows, &columns);
    resizeterm(rows, columns);
    t->repaint = true;
}

/* ---- keys ---- */

bool term_key(struct term *t, struct key *k)
{
    return tty_key(&t->tty, k);
}

void term_empty_queue(struct term *t)
{
    tty_empty_queue(&t->tty);
}

/* ---- giving it away ---- */

void term_lend(struct term *t)
{
    endwin();
    struct str after = {0};
    str_add(&after, t->has_mouse ? mouse_off : "");
    str_add(&after, paste_off);
    add_capability(&after, "rmkx");
    flush_with(t, "", str_get(&after));
    str_release(&after);
    tty_give_back(&t->tty);
    restore_disarm();
    t->is_ours = false;
}

void term_take_back(struct term *t)
{
    enter(t);
    term_on_resize(t);
}

void term_suspend(struct term *t)
{
    struct sigaction was, standard = {.sa_handler = SIG_DFL};
    term_lend(t);
    sigaction(SIGTSTP, &standard, &was);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &was, NULL);
    term_take_back(t);
}

void term_restore_now(void)
{
    restore_now();
}

const char *term_library_version(void)
{
    return curses_version();
}
