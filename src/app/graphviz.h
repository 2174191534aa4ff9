/* graphviz: drawing by the program `dot`, where it is installed. */
#ifndef APP_GRAPHVIZ_H
#define APP_GRAPHVIZ_H
#include "base/err.h"
#include "base/str.h"

/* Adds the drawing of a source to svg. False: there is no dot, or it did not draw; the sentence says what to do. */
bool graphviz_svg(const struct str *source, struct str *svg, struct err *e);
#endif
