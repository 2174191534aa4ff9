/* sandbox_calls: a seccomp filter, as a list of names. */
#include "probe/sandbox_calls.h"

#if defined HAVE_LINUX_SECCOMP_H && !defined WITH_SANITIZERS && (defined __x86_64__ || defined __aarch64__)

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#else
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#define FIELD(name) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, name))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define ADMIT(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), ANSWER(SECCOMP_RET_ALLOW)

/* EPERM and not the end of the process: a C library that asks for something harmless must not cost the document. */
void sandbox_restrict_calls(void)
{
    struct sock_filter filter[] = {
        FIELD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        FIELD(nr),
        ADMIT(write),
        ADMIT(brk),
        ADMIT(mmap),
        ADMIT(munmap),
        ADMIT(mremap),
        ADMIT(mprotect),
        ADMIT(madvise),
        ADMIT(futex),
        ADMIT(clock_gettime),
        ADMIT(rt_sigprocmask),
        ADMIT(rt_sigreturn),
        ADMIT(getpid),
        ADMIT(gettid),
        ADMIT(tgkill), /* abort */
        ADMIT(exit),
        ADMIT(exit_group),
        ANSWER(SECCOMP_RET_ERRNO | 1),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

void sandbox_restrict_calls(void)
{
}

#endif
