/* page: the places of the screen. One enum, because the key table (action.def), the views and the app all speak of
 * them; a page's name on row 2 is its view's. */
#ifndef UI_PAGE_H
#define UI_PAGE_H

enum page {
    PAGE_HOME,
    PAGE_ALERT, /* what an alert would open */
    PAGE_STEP,
    PAGE_OUTPUT,
    PAGE_LOGS,
    PAGE_LISTS, /* what of the logs is shown */
    PAGE_CHANGES,
    PAGE_CHANGE_LISTS, /* which of them are shown */
    PAGE_CAUSES,
    PAGE_UNDO,
    PAGE_TIMELINE,
    PAGE_LEFT,
    PAGE_EXPORT,
    PAGE_SEARCH, /* articles, found as one types */
    PAGE_ARTICLE,
    PAGE_CODES, /* HTTP status codes */
    PAGE_TROUBLE,
    PAGE_WHY,
    PAGE_CONFIRM,
    PAGE_SECOND, /* what somebody asks for a second yes to */
    PAGE_HELP,
    PAGE_PALETTE,
    N_PAGES
};
#endif
