// A server of SOUL_API §1 that is never the bottleneck: it makes its pages as fast as memory takes them.
//
//     track-server TRACKS CHANGES
//
// It listens on a free port of 127.0.0.1, prints it, and serves until it is killed. The tracks are the same in every
// run. After a whole sync ("end") it tells of CHANGES changed tracks, and then ("later") of none. /requests tells how
// often the lists of tracks and of playlists were asked for since it was asked last.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE = 1000, TRACK = 1024 };

static long track_count, change_count;
static atomic_int track_requests, playlist_requests;

static uint64_t mixed(uint64_t number) {
  number = (number + 1) * 0x9E3779B97F4A7C15u;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9u;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EBu;
  return number ^ (number >> 31);
}

// A word that sounds like one; the first ones are far more frequent than the last.
static const char *word(uint64_t random, char *out) {
  static const char *onset[] = {"b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v"};
  static const char *vowel[] = {"a", "e", "i", "o", "u", "ai", "ea", "ou"};
  uint64_t rank = 30000 / (1 + random % 30000);
  uint64_t bits = mixed(rank ^ 0x5BD1E995);
  int syllables = 1 + bits % 3;
  out[0] = 0;
  for (int i = 0; i < syllables; i++) {
    bits = mixed(bits);
    strcat(out, onset[bits % 16]);
    strcat(out, vowel[(bits >> 8) % 8]);
    if ((bits >> 16) % 3 == 0) strcat(out, "n");
  }
  out[0] -= 32;
  return out;
}

static int track(char *out, long index, int is_changed) {
  char title[3][24], album[2][24], artist[2][24];
  long album_number = index / 12, artist_number = album_number / 4;
  for (int i = 0; i < 3; i++) word(mixed(index * 3 + i), title[i]);
  for (int i = 0; i < 2; i++) word(mixed(album_number * 2 + i + 77), album[i]);
  for (int i = 0; i < 2; i++) word(mixed(artist_number * 2 + i + 99), artist[i]);
  uint64_t a = mixed(index), b = mixed(a), c = mixed(b), d = mixed(c);
  return snprintf(
    out, TRACK,
    "{\"id\":\"%016lx\",\"title\":\"%s %s %s%s\",\"artist\":\"%s %s\",\"album\":\"%s %s\",\"album_artist\":\"%s %s\","
    "\"track_number\":%ld,\"disc_number\":1,\"year\":%ld,\"genre\":\"Rock\",\"duration_seconds\":%ld.25,"
    "\"file_format\":\"flac\",\"bitrate\":900,\"sample_rate\":44100,\"channels\":2,\"file_size\":%ld,"
    "\"file_hash\":\"sha256:%016lx%016lx%016lx%016lx\",\"cover_hash\":\"%016lx\",\"rating\":null,\"favorite\":false,"
    "\"updated_at\":\"2026-01-02T03:04:05Z\"}",
    (unsigned long)a, title[0], title[1], title[2], is_changed ? " again" : "", artist[0], artist[1], album[0], album[1],
    artist[0], artist[1], index % 12 + 1, 1955 + album_number % 70, 60 + (long)(b % 400), (long)(c % 60000000),
    (unsigned long)a, (unsigned long)b, (unsigned long)c, (unsigned long)d, (unsigned long)mixed(album_number));
}

static long tracks(char *out, long first, long last, int is_changed) {
  char *end = out;
  for (long index = first; index < last; index++) {
    if (index > first) *end++ = ',';
    end += track(end, index, is_changed);
  }
  return end - out;
}

static long sync_page(char *out, const char *request) {
  const char *cursor = strstr(request, "cursor=");
  char *end = out;
  if (cursor && (strncmp(cursor, "cursor=end", 10) == 0 || strncmp(cursor, "cursor=later", 12) == 0)) {
    end += sprintf(end, "{\"new_tracks\":[],\"updated_tracks\":[");
    if (cursor[7] == 'e') end += tracks(end, 0, change_count, 1);
    const char *next = change_count ? "later" : "end";
    return end + sprintf(end, "],\"deleted_tracks\":[],\"next_cursor\":\"%s\",\"has_more\":false}", next) - out;
  }
  long first = cursor ? atol(cursor + 7) : 0;
  long last = first + PAGE < track_count ? first + PAGE : track_count;
  end += sprintf(end, "{\"tracks\":[");
  end += tracks(end, first, last, 0);
  if (last < track_count) return end + sprintf(end, "],\"next_cursor\":\"%ld\",\"has_more\":true}", last) - out;
  return end + sprintf(end, "],\"next_cursor\":\"end\",\"has_more\":false}") - out;
}

static void send_all(int client, const char *bytes, long length) {
  while (length > 0) {
    ssize_t sent = write(client, bytes, length);
    if (sent <= 0) return;
    bytes += sent;
    length -= sent;
  }
}

static void *serve(void *argument) {
  int client = (int)(intptr_t)argument;
  char *body = malloc((PAGE + 1) * TRACK + 4096), head[256], request[8192];
  size_t length = 0;
  for (;;) {
    char *end;
    while (request[length] = 0, !(end = strstr(request, "\r\n\r\n"))) {
      ssize_t count = read(client, request + length, sizeof request - 1 - length);
      if (count <= 0) goto done;
      length += count;
    }
    long sent = 0, rest = 0;
    char *announced = strstr(request, "Content-Length: ");
    if (announced && announced < end) rest = atol(announced + 16);
    // A body is small, and what it says counts for nothing.
    while ((long)(length - (end + 4 - request)) < rest) {
      ssize_t count = read(client, request + length, sizeof request - 1 - length);
      if (count <= 0) goto done;
      length += count;
    }
    length = 0;
    if (strstr(request, " /api/auth/")) {
      // Its times are a year apart: {"sub":"1","iat":1000,"exp":31537000}
      sent = sprintf(
        body, "{\"access_token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxMDAwLCJleHAiOjMxNTM3MDAwfQ.x\","
        "\"refresh_token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiaWF0IjoxMDAwLCJleHAiOjMxNTM3MDAwfQ.y\","
        "\"token_type\":\"Bearer\",\"expires_in\":31536000}");
    } else if (strstr(request, " /api/sync/tracks")) {
      // A sign-in may ask for a single one, to know the dialect by.
      if (strstr(request, "limit=1000")) track_requests++;
      sent = sync_page(body, request);
    } else if (strstr(request, " /api/playlists")) {
      playlist_requests++;
      sent = sprintf(body, "[]");
    } else if (strstr(request, " /requests")) {
      int asked_for_tracks = atomic_exchange(&track_requests, 0);
      sent = sprintf(body, "[%d,%d]", asked_for_tracks, atomic_exchange(&playlist_requests, 0));
    } else {
      sent = sprintf(body, "{\"status\":\"ok\",\"version\":\"1\"}");
    }
    int head_length = sprintf(
      head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %ld\r\n\r\n", sent);
    send_all(client, head, head_length);
    send_all(client, body, sent);
  }
done:
  free(body);
  close(client);
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: track-server TRACKS CHANGES\n"), 2;
  track_count = atol(argv[1]);
  change_count = atol(argv[2]);
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 16)
      || getsockname(listener, (struct sockaddr *)&address, &size)) return perror("track-server"), 1;
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)client) == 0) pthread_detach(thread);
  }
}
