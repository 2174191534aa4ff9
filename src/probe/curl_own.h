/* curl_own: what the files of the doorkeeper of libcurl share. The only file that includes its header. */
#ifndef PROBE_CURL_OWN_H
#define PROBE_CURL_OWN_H
#define CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_DEPRECATION
#include <curl/curl.h>
#include <poll.h>

#include "base/vec.h"
#include "probe/curl.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define CALLS(C)                                                                                                            \
    C(global_init) C(global_cleanup) C(version) C(slist_append) C(slist_free_all) C(easy_init) C(easy_setopt)               \
    C(easy_getinfo) C(easy_cleanup) C(easy_strerror) C(multi_init) C(multi_setopt) C(multi_add_handle)                      \
    C(multi_remove_handle) C(multi_socket_action) C(multi_info_read) C(multi_cleanup)

struct library { /* its functions, as found in it */
#define C(name) __typeof__(curl_##name) *name;
    CALLS(C)
#undef C
};

struct curl {
    void *opened;
    struct library lib;
    CURLM *multi;
    VEC(struct pollfd) socket;
    int64_t timer; /* of tool_clock; TIME_NONE: none */
    VEC(struct curl_call *) call;
};

struct curl_call {
    struct curl *curl;
    const struct curl_request *request;
    CURL *easy;
    struct curl_slist *header, *resolve, *connect_to;
    char words[CURL_ERROR_SIZE];
    char tls_version[24];
    bool is_done, is_refused; /* refused: by see_header or see_body */
    CURLcode code;
};
#endif
