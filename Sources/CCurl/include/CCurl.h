#ifndef SOUL_CCURL_H
#define SOUL_CCURL_H
#include <curl/curl.h>

/*
 * libcurl, loaded when it is first asked for: it brings thirty libraries, which would cost every start of the player
 * some milliseconds and megabytes although most of them never ask a server.
 *
 * Each soul_curl_NAME is libcurl's own curl_NAME. `soul_curl_load` comes before all others.
 */

/* Loads libcurl, once. Not to be called on two threads at the same time.
   Returns NULL, or what is missing: the name of the library or of a function. */
const char *soul_curl_load(void);

CURL *soul_curl_easy_init(void);
void soul_curl_easy_cleanup(CURL *easy);
CURLcode soul_curl_easy_pause(CURL *easy, int bits);
const char *soul_curl_easy_strerror(CURLcode code);
void soul_curl_free(void *text);
CURLcode soul_curl_global_init(long flags);
CURLMcode soul_curl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode soul_curl_multi_cleanup(CURLM *multi);
CURLMsg *soul_curl_multi_info_read(CURLM *multi, int *rest);
CURLM *soul_curl_multi_init(void);
CURLMcode soul_curl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode soul_curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running);
const char *soul_curl_multi_strerror(CURLMcode code);
CURLMcode soul_curl_multi_timeout(CURLM *multi, long *milliseconds);
struct curl_slist *soul_curl_slist_append(struct curl_slist *list, const char *text);
void soul_curl_slist_free_all(struct curl_slist *list);
CURLU *soul_curl_url(void);
void soul_curl_url_cleanup(CURLU *url);
CURLU *soul_curl_url_dup(CURLU *url);
CURLUcode soul_curl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags);
CURLUcode soul_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
const char *soul_curl_url_strerror(CURLUcode code);

/* Swift calls no variadic functions: one typed function for each kind of argument that we need. */

typedef size_t (*soul_receive)(char *bytes, size_t size, size_t count, void *context);
typedef int (*soul_close_socket)(void *context, curl_socket_t socket);
typedef int (*soul_socket_change)(CURL *easy, curl_socket_t socket, int events, void *context, void *socket_context);
typedef int (*soul_timer_change)(CURLM *multi, long milliseconds, void *context);

CURLcode soul_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode soul_easy_set_size(CURL *easy, CURLoption option, curl_off_t value);
CURLcode soul_easy_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode soul_easy_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode soul_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode soul_easy_set_receive(CURL *easy, CURLoption option, soul_receive handler);
CURLcode soul_easy_long(CURL *easy, CURLINFO info, long *value);

/* Only these two, whatever the URL says (the older option takes bits, the newer one names). */
CURLcode soul_easy_allow_http_only(CURL *easy);
/* Reads the authority's file anew for each connection: since 7.87 curl keeps it by its name for a day. */
CURLcode soul_easy_keep_no_authorities(CURL *easy);
/* Ends a request without waiting for its look-up of a name, which may take long and goes on in a thread of its own.
   Before 7.87 there is no such option, and the end waits. */
void soul_easy_leave_lookup(CURL *easy);
/* Programs that are started meanwhile don't get the request's socket, which would stay open with them. */
CURLcode soul_easy_close_on_exec(CURL *easy);
CURLcode soul_easy_set_close_socket(CURL *easy, soul_close_socket handler, void *context);
/* The socket that a request has used and that is still open; CURL_SOCKET_BAD for none. */
curl_socket_t soul_easy_socket(CURL *easy);
CURLMcode soul_multi_set_socket_change(CURLM *multi, soul_socket_change handler, void *context);
CURLMcode soul_multi_set_timer_change(CURLM *multi, soul_timer_change handler, void *context);
CURLMcode soul_multi_set_long(CURLM *multi, CURLMoption option, long value);

/* What a finished transfer ended with (it is in a union, which Swift shows as something else). */
CURLcode soul_message_result(const CURLMsg *message);
/* Overwrites what was secret, in a way that no compiler leaves out. */
void soul_erase(void *bytes, size_t count);
/* The same for a text, up to its NUL. */
void soul_erase_text(char *text);

#endif
