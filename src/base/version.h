/* The version of this program, as every other part names it. Static text, never freed. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* "0.1.0" */
const char *version_text(void);

#endif
