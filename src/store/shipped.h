/* shipped: where that lies which comes with the program: flows, articles and tables. */
#ifndef STORE_SHIPPED_H
#define STORE_SHIPPED_H

/* The path of "data/flows" or "kb": below $TRIAGE_DATADIR, or else where it was installed. The caller's. */
char *shipped_path(const char *name);
#endif
