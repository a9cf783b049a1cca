#ifndef SOUL_CCURL_SHIM_H
#define SOUL_CCURL_SHIM_H
#include <curl/curl.h>
#include <string.h>

/* Swift calls no variadic functions: one typed function for each kind of argument that we need. */

static inline CURLcode soul_easy_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode soul_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode soul_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode soul_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode soul_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

typedef size_t (*soul_receive)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode soul_easy_set_receive(CURL *easy, CURLoption option, soul_receive handler) {
  return curl_easy_setopt(easy, option, handler);
}

static inline CURLcode soul_easy_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

/* Only these two, whatever the URL says (the older option takes bits, the newer one names). */
static inline CURLcode soul_easy_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  return code ? code : curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  return code ? code : curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* Reads the authority's file anew for each connection: since 7.87 curl keeps it by its name for a day. */
static inline CURLcode soul_easy_keep_no_authorities(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

typedef int (*soul_close_socket)(void *context, curl_socket_t socket);

static inline CURLcode soul_easy_set_close_socket(CURL *easy, soul_close_socket handler, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, handler);
  return code ? code : curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

/* The socket that a request has used and that is still open; CURL_SOCKET_BAD for none. */
static inline curl_socket_t soul_easy_socket(CURL *easy) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) ? CURL_SOCKET_BAD : socket;
}

typedef int (*soul_socket_change)(CURL *easy, curl_socket_t socket, int events, void *context, void *socket_context);
typedef int (*soul_timer_change)(CURLM *multi, long milliseconds, void *context);

static inline CURLMcode soul_multi_set_socket_change(CURLM *multi, soul_socket_change handler, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, handler);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

static inline CURLMcode soul_multi_set_timer_change(CURLM *multi, soul_timer_change handler, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, handler);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

static inline CURLMcode soul_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/* What a finished transfer ended with (it is in a union, which Swift shows as something else). */
static inline CURLcode soul_message_result(const CURLMsg *message) { return message->data.result; }

/* Overwrites what was secret, in a way that no compiler leaves out. */
static inline void soul_erase(void *bytes, size_t count) { explicit_bzero(bytes, count); }

/* Whether names are looked up without blocking. */
static inline int soul_resolves_beside(void) {
  return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_ASYNCHDNS) != 0;
}
#endif
