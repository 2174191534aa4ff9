/* obeyed: the names. */
#include "flow/obeyed.h"

#include <stddef.h>

/* In any spelling; a star stands for the rest. */
static const char *const obeyed[] = {
    "ld_*",
    "bash_env",
    "bash_func*",
    "ifs",
    "git_*",
    "shellopts",
    "bashopts",
    "ps4",
    "prompt_command",
    "cdpath",
    "globignore",
    "pythonpath",
    "pythonstartup",
    "perl5*",
    "rubyopt",
    "node_options",
    "java_tool_options",
    "_java_options",
    "http_proxy",
    "https_proxy",
    "ftp_proxy",
    "all_proxy",
    "no_proxy",
    "gconv_path",
    "locpath",
    "tmpdir",
    "sudo_*",
    "ssh_auth_sock",
    "ssh_askpass",
    "editor",
    "visual",
    "pager",
};
/* These are obeyed only in capitals; in small letters they are fair names. */
static const char *const obeyed_in_capitals[] = {"PATH", "HOME", "ENV",  "SHELL", "USER", "LOGNAME",
                                                 "PWD",  "TERM", "LANG", "LC_*",  "TZ"};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_like(const char *name, const char *pattern)
{
    size_t i = 0;
    for (; pattern[i] && pattern[i] != '*'; i++) {
        char c = name[i] >= 'A' && name[i] <= 'Z' && pattern[i] >= 'a' ? (char)(name[i] + 32) : name[i];
        if (c != pattern[i])
            return false;
    }
    return pattern[i] == '*' || !name[i];
}

bool name_is_obeyed(const char *name)
{
    for (size_t i = 0; i < COUNT(obeyed); i++)
        if (is_like(name, obeyed[i]))
            return true;
    for (size_t i = 0; i < COUNT(obeyed_in_capitals); i++)
        if (is_like(name, obeyed_in_capitals[i]))
            return true;
    return false;
}
