/* forked: what a fresh child sheds before it does its work. Async-signal-safe. */
#ifndef PROBE_FORKED_H
#define PROBE_FORKED_H

/* Every signal back to what it does by itself, none blocked: the parent's handlers would reset its terminal. */
void forked_reset_signals(void);
void forked_close_from(int first);
#endif
