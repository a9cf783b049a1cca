#define _GNU_SOURCE
#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/socket.h>

/* What the player uses of libcurl: one list, from which the table and its filling come. */
#define FUNCTIONS(F) \
  F(easy_cleanup) F(easy_getinfo) F(easy_init) F(easy_pause) F(easy_setopt) F(easy_strerror) F(free) \
  F(global_init) F(multi_add_handle) F(multi_cleanup) F(multi_info_read) F(multi_init) \
  F(multi_remove_handle) F(multi_setopt) F(multi_socket_action) F(multi_strerror) F(multi_timeout) \
  F(slist_append) F(slist_free_all) F(url) F(url_cleanup) F(url_dup) F(url_get) F(url_set) \
  F(url_strerror)

#define MEMBER(name) __typeof__(curl_##name) *name;
static struct {
  FUNCTIONS(MEMBER)
} libcurl;

/* OpenSSL's flavour, which every distribution has under this name, and GnuTLS' on Debian. */
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

const char *soul_curl_load(void) {
  void *library = NULL;
  for (size_t index = 0; !library && index < sizeof names / sizeof *names; index++) {
    library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
  }
  if (!library) return names[0];
#define FILL(name)                                                          \
  if (!(libcurl.name = (__typeof__(libcurl.name))dlsym(library, "curl_" #name))) return "curl_" #name;
  FUNCTIONS(FILL)
  return NULL;
}

CURL *soul_curl_easy_init(void) { return libcurl.easy_init(); }

void soul_curl_easy_cleanup(CURL *easy) { libcurl.easy_cleanup(easy); }

CURLcode soul_curl_easy_pause(CURL *easy, int bits) { return libcurl.easy_pause(easy, bits); }

const char *soul_curl_easy_strerror(CURLcode code) { return libcurl.easy_strerror(code); }

void soul_curl_free(void *text) { libcurl.free(text); }

CURLcode soul_curl_global_init(long flags) { return libcurl.global_init(flags); }

CURLMcode soul_curl_multi_add_handle(CURLM *multi, CURL *easy) { return libcurl.multi_add_handle(multi, easy); }

CURLMcode soul_curl_multi_cleanup(CURLM *multi) { return libcurl.multi_cleanup(multi); }

CURLMsg *soul_curl_multi_info_read(CURLM *multi, int *rest) { return libcurl.multi_info_read(multi, rest); }

CURLM *soul_curl_multi_init(void) { return libcurl.multi_init(); }

CURLMcode soul_curl_multi_remove_handle(CURLM *multi, CURL *easy) { return libcurl.multi_remove_handle(multi, easy); }

CURLMcode soul_curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running) {
  return libcurl.multi_socket_action(multi, socket, events, running);
}

const char *soul_curl_multi_strerror(CURLMcode code) { return libcurl.multi_strerror(code); }

CURLMcode soul_curl_multi_timeout(CURLM *multi, long *milliseconds) {
  return libcurl.multi_timeout(multi, milliseconds);
}

struct curl_slist *soul_curl_slist_append(struct curl_slist *list, const char *text) {
  return libcurl.slist_append(list, text);
}

void soul_curl_slist_free_all(struct curl_slist *list) { libcurl.slist_free_all(list); }

CURLU *soul_curl_url(void) { return libcurl.url(); }

void soul_curl_url_cleanup(CURLU *url) { libcurl.url_cleanup(url); }

CURLU *soul_curl_url_dup(CURLU *url) { return libcurl.url_dup(url); }

CURLUcode soul_curl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
  return libcurl.url_get(url, part, text, flags);
}

CURLUcode soul_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return libcurl.url_set(url, part, text, flags);
}

const char *soul_curl_url_strerror(CURLUcode code) { return libcurl.url_strerror(code); }

CURLcode soul_easy_set_long(CURL *easy, CURLoption option, long value) {
  return libcurl.easy_setopt(easy, option, value);
}

CURLcode soul_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return libcurl.easy_setopt(easy, option, value);
}

CURLcode soul_easy_set_string(CURL *easy, CURLoption option, const char *value) {
  return libcurl.easy_setopt(easy, option, value);
}

CURLcode soul_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
  return libcurl.easy_setopt(easy, option, value);
}

CURLcode soul_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return libcurl.easy_setopt(easy, option, value);
}

CURLcode soul_easy_set_receive(CURL *easy, CURLoption option, soul_receive handler) {
  return libcurl.easy_setopt(easy, option, handler);
}

CURLcode soul_easy_long(CURL *easy, CURLINFO info, long *value) {
  return libcurl.easy_getinfo(easy, info, value);
}

CURLcode soul_easy_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  CURLcode code = libcurl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  return code ? code : libcurl.easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  CURLcode code = libcurl.easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  return code ? code : libcurl.easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

CURLcode soul_easy_keep_no_authorities(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return libcurl.easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

void soul_easy_leave_lookup(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  /* An older library than the header's refuses it, and can do without. */
  libcurl.easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
#endif
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)context;
  (void)purpose;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

CURLcode soul_easy_close_on_exec(CURL *easy) {
  return libcurl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

CURLcode soul_easy_set_close_socket(CURL *easy, soul_close_socket handler, void *context) {
  CURLcode code = libcurl.easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, handler);
  return code ? code : libcurl.easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}

curl_socket_t soul_easy_socket(CURL *easy) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  return libcurl.easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) ? CURL_SOCKET_BAD : socket;
}

CURLMcode soul_multi_set_socket_change(CURLM *multi, soul_socket_change handler, void *context) {
  CURLMcode code = libcurl.multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, handler);
  return code ? code : libcurl.multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

CURLMcode soul_multi_set_timer_change(CURLM *multi, soul_timer_change handler, void *context) {
  CURLMcode code = libcurl.multi_setopt(multi, CURLMOPT_TIMERFUNCTION, handler);
  return code ? code : libcurl.multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

CURLMcode soul_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return libcurl.multi_setopt(multi, option, value);
}

CURLcode soul_message_result(const CURLMsg *message) { return message->data.result; }

void soul_erase(void *bytes, size_t count) { explicit_bzero(bytes, count); }

void soul_erase_text(char *text) { explicit_bzero(text, strlen(text)); }
