/* actor: who is at the keyboard, as the operating system knows. The caller owns the struct's texts. */
#ifndef STORE_ACTOR_H
#define STORE_ACTOR_H
#include <stdbool.h>
#include <stddef.h>

struct actor {
    char *login;     /* who logged in: stays through su and sudo (/proc/self/loginuid), else the real user */
    char *effective; /* whose rights commands have; mostly the same */
    char *host;      /* this machine's name, without its domain */
    char *name;      /* as events show it: "ann", "ann as root", "oncall (ann)", "oncall (ann) as root" */
};

/* operator_name: who works, on an account that several share; NULL or "" for nobody in particular. */
void actor_find(struct actor *a, const char *operator_name);
/* This machine's name, without its domain. */
void actor_host(char *out, size_t size);
void actor_release(struct actor *a);
#endif
