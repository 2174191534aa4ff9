/* A Markdown runbook as a flow: what its parts become. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "runbook_at_hand.h"

int main(void)
{
    return 0;
}
