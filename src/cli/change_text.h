/* change_text: a ranked list of changes as calm text, as the page of changes shows it. Prints. */
#ifndef CLI_CHANGE_TEXT_H
#define CLI_CHANGE_TEXT_H
#include "change/change.h"

void change_text_print(const struct change_list *l, const struct change_case *c, int64_t now, const struct time_zone *zone);
#endif
