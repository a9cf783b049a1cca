// What a sync costs at least: the pages fetched and parsed on one thread, and upserted with prepared statements on
// another, straight with libcurl and SQLite, into the project's own tables with their triggers and indexes. Rows go in
// 250 at a time, as ours do: one at a time takes three times as long, for SQLite writes a journal for each statement
// that fires triggers.
//
//     sync-limit FILE PORT
//
// FILE is an empty library with source 2. It prints the seconds, and the peak of resident memory in MB.
#include <ctype.h>
#include <curl/curl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { AHEAD = 16, BATCH = 10000, PAGE = 1000, NAMES = 1 << 20, ROWS = 250 };

struct text { const char *bytes; int length; };
struct track {
  struct text id, title, artist, album, album_artist, genre, hash, cover;
  long number, disc, year, bitrate, rate, channels;
  double duration;
};
struct page { char *body; size_t length; struct track tracks[PAGE]; int count; char cursor[64]; int has_more; };

static struct page *queue[AHEAD];
static int head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static const char *port;

static void fail(const char *what) {
  fprintf(stderr, "sync-limit: %s\n", what);
  exit(1);
}

// Fetching and parsing -----------------------------------------------------------------------------------------------

static size_t append(char *bytes, size_t size, size_t count, void *context) {
  struct page *page = context;
  page->body = realloc(page->body, page->length + size * count + 1);
  memcpy(page->body + page->length, bytes, size * count);
  page->length += size * count;
  page->body[page->length] = 0;
  return size * count;
}

static struct text string(char **at) {
  char *begin = ++*at, *out = begin;
  for (; **at != '"'; ++*at) {
    if (!**at) fail("a string without an end");
    if (**at == '\\') ++*at;
    *out++ = **at;
  }
  ++*at;
  return (struct text){begin, out - begin};
}

static int is(struct text text, const char *name) {
  return (int)strlen(name) == text.length && memcmp(text.bytes, name, text.length) == 0;
}

static void parse_track(char **at, struct track *track) {
  ++*at;
  while (**at != '}') {
    if (**at == ',') ++*at;
    struct text key = string(at);
    ++*at;
    if (**at == '"') {
      struct text value = string(at);
      if (is(key, "id")) track->id = value;
      else if (is(key, "title")) track->title = value;
      else if (is(key, "artist")) track->artist = value;
      else if (is(key, "album")) track->album = value;
      else if (is(key, "album_artist")) track->album_artist = value;
      else if (is(key, "genre")) track->genre = value;
      else if (is(key, "file_hash")) track->hash = value;
      else if (is(key, "cover_hash")) track->cover = value;
    } else {
      double value = strtod(*at, NULL);
      if (is(key, "track_number")) track->number = value;
      else if (is(key, "disc_number")) track->disc = value;
      else if (is(key, "year")) track->year = value;
      else if (is(key, "bitrate")) track->bitrate = value;
      else if (is(key, "sample_rate")) track->rate = value;
      else if (is(key, "channels")) track->channels = value;
      else if (is(key, "duration_seconds")) track->duration = value;
      *at += strcspn(*at, ",}");
    }
  }
  ++*at;
}

static void parse(struct page *page) {
  char *at = strchr(page->body, '[') + 1;
  while (*at == '{' && page->count < PAGE) {
    parse_track(&at, &page->tracks[page->count++]);
    if (*at == ',') at++;
  }
  char *cursor = strstr(at, "\"next_cursor\":\"");
  if (!cursor) fail("no next cursor");
  sscanf(cursor + 15, "%63[^\"]", page->cursor);
  page->has_more = strstr(at, "\"has_more\":true") != NULL;
}

static void *fetch_all(void *unused) {
  CURL *curl = curl_easy_init();
  char cursor[80] = "", url[256];
  for (int has_more = 1; has_more;) {
    struct page *page = calloc(1, sizeof *page);
    snprintf(url, sizeof url, "http://127.0.0.1:%s/api/sync/tracks?limit=%d%s", port, PAGE, cursor);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, page);
    if (curl_easy_perform(curl)) fail("a page could not be fetched");
    parse(page);
    has_more = page->has_more;
    snprintf(cursor, sizeof cursor, "&cursor=%s", page->cursor);
    pthread_mutex_lock(&lock);
    while (tail - head == AHEAD) pthread_cond_wait(&changed, &lock);
    queue[tail++ % AHEAD] = page;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
  }
  curl_easy_cleanup(curl);
  return unused;
}

// Writing ------------------------------------------------------------------------------------------------------------

static sqlite3 *database;

static void run(const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL)) fail(sqlite3_errmsg(database));
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) fail(sqlite3_errmsg(database));
  return statement;
}

static void bind_text(sqlite3_stmt *statement, int place, struct text text) {
  sqlite3_bind_text(statement, place, text.bytes, text.length, SQLITE_STATIC);
}

static int step(sqlite3_stmt *statement) {
  int result = sqlite3_step(statement);
  if (result != SQLITE_DONE && result != SQLITE_ROW) fail(sqlite3_errmsg(database));
  return result;
}

static long insert(sqlite3_stmt *statement) {
  step(statement);
  sqlite3_reset(statement);
  return sqlite3_last_insert_rowid(database);
}

static struct text lowered(struct text text, char *out) {
  for (int i = 0; i < text.length; i++) out[i] = tolower((unsigned char)text.bytes[i]);
  return (struct text){out, text.length};
}

// The ids of names that came before.
static struct { char *key; long id; } names[NAMES];

static long *known(struct text kind, struct text name) {
  unsigned hash = 2166136261u;
  for (int i = 0; i < kind.length; i++) hash = (hash ^ (unsigned char)kind.bytes[i]) * 16777619u;
  for (int i = 0; i < name.length; i++) hash = (hash ^ (unsigned char)name.bytes[i]) * 16777619u;
  for (;; hash++) {
    char **key = &names[hash % NAMES].key;
    if (!*key) {
      *key = malloc(kind.length + name.length + 1);
      memcpy(*key, kind.bytes, kind.length);
      memcpy(*key + kind.length, name.bytes, name.length);
      (*key)[kind.length + name.length] = 0;
      return &names[hash % NAMES].id;
    }
    if ((int)strlen(*key) == kind.length + name.length && !memcmp(*key, kind.bytes, kind.length)
        && !memcmp(*key + kind.length, name.bytes, name.length)) return &names[hash % NAMES].id;
  }
}

static sqlite3_stmt *find, *add_artist, *add_album, *add_album_artist, *add_tracks, *add_credits, *add_sources;

static sqlite3_stmt *prepare_insert(const char *into, const char *row, int rows) {
  char *sql = malloc(strlen(into) + rows * (strlen(row) + 1) + 1), *end = sql + sprintf(sql, "%s", into);
  for (int i = 0; i < rows; i++) end += sprintf(end, "%s%s", i ? "," : "", row);
  sqlite3_stmt *statement = prepare(sql);
  free(sql);
  return statement;
}

static void prepare_rows(int rows) {
  add_tracks = prepare_insert(
    "INSERT INTO tracks (id, title, artists, album_artists, album, genres, album_id, track_number, disc_number, year, "
    "duration, bitrate, sample_rate, channels, sort_title, sort_artist, sort_album, place_id, origin_source_id) VALUES ",
    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,2)", rows);
  add_credits = prepare_insert("INSERT INTO track_artists (track_id, artist_id) VALUES ", "(?,?)", rows);
  add_sources = prepare_insert(
    "INSERT INTO track_sources (track_id, source_id, status, server_file_id, sha256, cover_hash, row_digest, "
    "sync_generation, last_verified_at) VALUES ", "(?,2,'stream_only',?,?,?,1,1,1)", rows);
}

static long artist_id(struct text name) {
  long *id = known((struct text){"", 0}, name);
  char key[256];
  if (!*id) {
    bind_text(add_artist, 1, name);
    bind_text(add_artist, 2, lowered(name, key));
    bind_text(add_artist, 3, lowered(name, key));
    *id = insert(add_artist);
  }
  return *id;
}

static long album_id(struct track *track) {
  long *id = known(track->album, track->album_artist);
  char title[256], artist[256], key[600];
  if (!*id) {
    struct text low_title = lowered(track->album, title), low_artist = lowered(track->album_artist, artist);
    int length = snprintf(key, sizeof key, "a\x1f%.*s\x1f%.*s", low_title.length, title, low_artist.length, artist);
    bind_text(add_album, 1, track->album);
    bind_text(add_album, 2, (struct text){key, length});
    bind_text(add_album, 3, track->album_artist);
    bind_text(add_album, 4, low_title);
    bind_text(add_album, 5, low_artist);
    sqlite3_bind_int64(add_album, 6, track->year);
    *id = insert(add_album);
    sqlite3_bind_int64(add_album_artist, 1, *id);
    sqlite3_bind_int64(add_album_artist, 2, artist_id(track->album_artist));
    insert(add_album_artist);
  }
  return *id;
}

static int digit(char hex) {
  return hex <= '9' ? hex - '0' : hex - 'a' + 10;
}

static void upsert(struct track *tracks, int count, long place) {
  static char keys[ROWS][3][256];
  static char hashes[ROWS][32];
  static long next_id = 1;
  if (count < ROWS) prepare_rows(count);
  int rows = 0;
  for (int i = 0; i < count; i++) {
    struct track *track = &tracks[i];
    bind_text(find, 1, track->id);
    int is_known = step(find) == SQLITE_ROW;
    sqlite3_reset(find);
    if (is_known) fail("a track came twice");
    long id = next_id++;
    int at = rows * 18;
    sqlite3_bind_int64(add_tracks, at + 1, id);
    bind_text(add_tracks, at + 2, track->title);
    bind_text(add_tracks, at + 3, track->artist);
    bind_text(add_tracks, at + 4, track->album_artist);
    bind_text(add_tracks, at + 5, track->album);
    bind_text(add_tracks, at + 6, track->genre);
    sqlite3_bind_int64(add_tracks, at + 7, album_id(track));
    sqlite3_bind_int64(add_tracks, at + 8, track->number);
    sqlite3_bind_int64(add_tracks, at + 9, track->disc);
    sqlite3_bind_int64(add_tracks, at + 10, track->year);
    sqlite3_bind_int64(add_tracks, at + 11, track->duration * 1e6);
    sqlite3_bind_int64(add_tracks, at + 12, track->bitrate);
    sqlite3_bind_int64(add_tracks, at + 13, track->rate);
    sqlite3_bind_int64(add_tracks, at + 14, track->channels);
    bind_text(add_tracks, at + 15, lowered(track->title, keys[rows][0]));
    bind_text(add_tracks, at + 16, lowered(track->album_artist, keys[rows][1]));
    bind_text(add_tracks, at + 17, lowered(track->album, keys[rows][2]));
    sqlite3_bind_int64(add_tracks, at + 18, place);
    sqlite3_bind_int64(add_credits, rows * 2 + 1, id);
    sqlite3_bind_int64(add_credits, rows * 2 + 2, artist_id(track->artist));
    for (int byte = 0; byte < 32; byte++) {
      const char *digits = track->hash.bytes + 7 + 2 * byte;
      hashes[rows][byte] = digit(digits[0]) << 4 | digit(digits[1]);
    }
    sqlite3_bind_int64(add_sources, rows * 4 + 1, id);
    bind_text(add_sources, rows * 4 + 2, track->id);
    sqlite3_bind_blob(add_sources, rows * 4 + 3, hashes[rows], 32, SQLITE_STATIC);
    bind_text(add_sources, rows * 4 + 4, track->cover);
    rows++;
  }
  insert(add_tracks);
  insert(add_credits);
  insert(add_sources);
}

static void prepare_all(void) {
  find = prepare("SELECT id, row_digest FROM track_sources WHERE source_id = 2 AND server_file_id = ?");
  add_artist = prepare("INSERT INTO artists (name, artist_key, sort_name) VALUES (?, ?, ?)");
  add_album = prepare(
    "INSERT INTO albums (title, album_key, album_artists, sort_title, sort_artist, year) VALUES (?, ?, ?, ?, ?, ?)");
  add_album_artist = prepare("INSERT INTO album_artists (album_id, artist_id) VALUES (?, ?)");
  prepare_rows(ROWS);
}

static void write_all(void) {
  run("INSERT INTO places (kind, servers) VALUES ('stream', '2')");
  long place = sqlite3_last_insert_rowid(database);
  for (int has_more = 1, rows = 0; has_more;) {
    pthread_mutex_lock(&lock);
    while (head == tail) pthread_cond_wait(&changed, &lock);
    struct page *page = queue[head % AHEAD];
    head++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    if (rows == 0) run("BEGIN IMMEDIATE");
    for (int i = 0; i < page->count; i += ROWS) {
      upsert(&page->tracks[i], page->count - i < ROWS ? page->count - i : ROWS, place);
    }
    rows += page->count;
    has_more = page->has_more;
    if (rows >= BATCH || !has_more) {
      char *sql = sqlite3_mprintf(
        "INSERT INTO sync_state (source_id, entity_type, last_sync_cursor) VALUES (2, 'tracks', %Q) "
        "ON CONFLICT DO UPDATE SET last_sync_cursor = excluded.last_sync_cursor", page->cursor);
      run(sql);
      sqlite3_free(sql);
      run("COMMIT");
      rows = 0;
    }
    free(page->body);
    free(page);
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: sync-limit FILE PORT\n"), 2;
  port = argv[2];
  curl_global_init(CURL_GLOBAL_ALL);
  if (sqlite3_open(argv[1], &database)) fail("the library could not be opened");
  // As the project's own writer has it.
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
      "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000;");
  prepare_all();
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  pthread_t reader;
  if (pthread_create(&reader, NULL, fetch_all, NULL)) fail("no thread");
  write_all();
  run("PRAGMA wal_checkpoint(TRUNCATE)");
  clock_gettime(CLOCK_MONOTONIC, &end);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%.6f %ld\n", (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) / 1e9, usage.ru_maxrss / 1024);
  return 0;
}
