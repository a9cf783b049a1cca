-- The player's library.
--
-- Conventions: times are Unix seconds and durations microseconds; a list of names is one text whose items are
-- separated by U+001F; sort_… columns hold Model.SortKey, so that BINARY order is the order people expect; ids
-- are never used twice (AUTOINCREMENT), because queue entries and clients keep them.

PRAGMA application_id = 0x536F756C;

-- Sources -----------------------------------------------------------------------------------------------------

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  source_type TEXT NOT NULL CHECK (source_type IN ('local', 'server')),
  dialect TEXT CHECK (dialect IN ('soul', 'soul-legacy', 'subsonic')),
  server_url TEXT,
  server_username TEXT,
  ca_file TEXT,
  allows_insecure INTEGER NOT NULL DEFAULT 0 CHECK (allows_insecure IN (0, 1)),
  is_active INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1)),
  is_online INTEGER NOT NULL DEFAULT 0 CHECK (is_online IN (0, 1)),
  last_sync_at INTEGER,
  last_error TEXT,
  track_count INTEGER NOT NULL DEFAULT 0 CHECK (track_count >= 0),
  created_at INTEGER NOT NULL DEFAULT (unixepoch()),
  updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
  CHECK ((id = 1) = (source_type = 'local')),
  CHECK ((source_type = 'server') = (server_url IS NOT NULL)),
  CHECK ((source_type = 'server') = (dialect IS NOT NULL)),
  CHECK (source_type = 'server' OR (is_active = 0 AND is_online = 1))
) STRICT;

-- At most one server is the active one.
CREATE UNIQUE INDEX sources_active ON sources (is_active) WHERE is_active = 1;

INSERT INTO sources (id, name, source_type, is_online) VALUES (1, 'Local Files', 'local', 1);

CREATE TRIGGER sources_local_stays BEFORE DELETE ON sources WHEN OLD.id = 1
BEGIN
  SELECT RAISE(ABORT, 'the local source can not be removed');
END;

CREATE TRIGGER sources_id_stays BEFORE UPDATE OF id ON sources WHEN OLD.id <> NEW.id
BEGIN
  SELECT RAISE(ABORT, 'the id of a source can not be changed');
END;

-- Albums, artists, covers -------------------------------------------------------------------------------------

-- A cover is a file of the cache: covers/{hash}.{extension}.
CREATE TABLE covers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash TEXT NOT NULL UNIQUE CHECK (hash <> ''),
  extension TEXT NOT NULL CHECK (extension IN ('jpg', 'png', 'webp'))
) STRICT;

CREATE TABLE artists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  artist_key TEXT NOT NULL UNIQUE,
  sort_name TEXT NOT NULL,
  track_count INTEGER NOT NULL DEFAULT 0 CHECK (track_count >= 0),
  album_count INTEGER NOT NULL DEFAULT 0 CHECK (album_count >= 0)
) STRICT;

CREATE INDEX artists_by_name ON artists (sort_name);
CREATE INDEX artists_empty ON artists (id) WHERE track_count = 0 AND album_count = 0;

-- album_key says which tracks are one album: the MusicBrainz album, else title and album artists, else title and
-- folder (or compilation).
CREATE TABLE albums (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  album_key TEXT NOT NULL UNIQUE,
  album_artists TEXT NOT NULL DEFAULT '',
  sort_title TEXT NOT NULL,
  sort_artist TEXT NOT NULL,
  year INTEGER,
  musicbrainz_album_id TEXT,
  is_compilation INTEGER NOT NULL DEFAULT 0 CHECK (is_compilation IN (0, 1)),
  cover_id INTEGER REFERENCES covers (id) ON DELETE SET NULL,
  track_count INTEGER NOT NULL DEFAULT 0 CHECK (track_count >= 0),
  duration INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

CREATE INDEX albums_by_artist ON albums (sort_artist, sort_title);
CREATE INDEX albums_by_title ON albums (sort_title, sort_artist);
CREATE INDEX albums_by_year ON albums (year DESC, sort_artist, sort_title);
CREATE INDEX albums_by_added ON albums (added_at);
CREATE INDEX albums_cover ON albums (cover_id) WHERE cover_id IS NOT NULL;
CREATE INDEX albums_empty ON albums (id) WHERE track_count = 0;

CREATE TABLE album_artists (
  album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  artist_id INTEGER NOT NULL REFERENCES artists (id) ON DELETE CASCADE,
  PRIMARY KEY (album_id, artist_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX album_artists_artist ON album_artists (artist_id);

CREATE TRIGGER album_artists_added AFTER INSERT ON album_artists
BEGIN
  UPDATE artists SET album_count = album_count + 1 WHERE id = NEW.artist_id;
END;

CREATE TRIGGER album_artists_removed AFTER DELETE ON album_artists
BEGIN
  UPDATE artists SET album_count = album_count - 1 WHERE id = OLD.artist_id;
END;

-- Tracks ------------------------------------------------------------------------------------------------------

-- From where a track is best played, and how many tracks share that: totals and badges read this short table
-- instead of counting. A 'stream' place names the servers that have the track ("2,5"); whether one of them is
-- online is sources.is_online alone.
CREATE TABLE places (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('local', 'cached', 'stream', 'none')),
  servers TEXT NOT NULL DEFAULT '' CHECK ((kind = 'stream') = (servers <> '')),
  track_count INTEGER NOT NULL DEFAULT 0 CHECK (track_count >= 0),
  UNIQUE (kind, servers)
) STRICT;

INSERT INTO places (id, kind) VALUES (1, 'local'), (2, 'cached'), (3, 'none');

CREATE TABLE tracks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  artists TEXT NOT NULL DEFAULT '',
  album_artists TEXT NOT NULL DEFAULT '',
  album TEXT,
  genres TEXT NOT NULL DEFAULT '',
  composers TEXT NOT NULL DEFAULT '',
  album_id INTEGER REFERENCES albums (id) ON DELETE SET NULL,
  track_number INTEGER,
  track_total INTEGER,
  disc_number INTEGER,
  disc_total INTEGER,
  year INTEGER,
  is_compilation INTEGER NOT NULL DEFAULT 0 CHECK (is_compilation IN (0, 1)),
  duration INTEGER CHECK (duration >= 0),
  bitrate INTEGER,
  sample_rate INTEGER,
  channels INTEGER,
  track_gain REAL,
  track_peak REAL,
  album_gain REAL,
  album_peak REAL,
  cover_id INTEGER REFERENCES covers (id) ON DELETE SET NULL,
  origin_source_id INTEGER NOT NULL REFERENCES sources (id),
  musicbrainz_recording_id TEXT,
  fingerprint TEXT,
  sort_title TEXT NOT NULL,
  sort_artist TEXT NOT NULL,
  sort_album TEXT NOT NULL,
  place_id INTEGER NOT NULL REFERENCES places (id),
  play_count INTEGER NOT NULL DEFAULT 0 CHECK (play_count >= 0),
  last_played INTEGER,
  added_at INTEGER NOT NULL DEFAULT (unixepoch()),
  updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- Each order of a list has its index, with the place in it: a page of any order, of available tracks alone too,
-- is read from the index and sorts nothing.
CREATE INDEX tracks_by_artist
  ON tracks (sort_artist, sort_album, album_id, disc_number, track_number, place_id);
CREATE INDEX tracks_by_album ON tracks (sort_album, album_id, disc_number, track_number, place_id);
CREATE INDEX tracks_by_title ON tracks (sort_title, place_id);
CREATE INDEX tracks_by_year ON tracks (year DESC, album_id, disc_number, track_number, place_id);
CREATE INDEX tracks_by_added ON tracks (added_at, place_id);
CREATE INDEX tracks_by_played ON tracks (last_played, place_id);
CREATE INDEX tracks_of_album ON tracks (album_id, disc_number, track_number, place_id);
CREATE INDEX tracks_place ON tracks (place_id);
CREATE INDEX tracks_cover ON tracks (cover_id) WHERE cover_id IS NOT NULL;
CREATE INDEX tracks_origin ON tracks (origin_source_id) WHERE origin_source_id <> 1;
CREATE INDEX tracks_recording ON tracks (musicbrainz_recording_id) WHERE musicbrainz_recording_id IS NOT NULL;

-- Who a track is by, and whose album it is on: one row an artist.
CREATE TABLE track_artists (
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  artist_id INTEGER NOT NULL REFERENCES artists (id) ON DELETE CASCADE,
  PRIMARY KEY (track_id, artist_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX track_artists_artist ON track_artists (artist_id);

CREATE TRIGGER track_artists_added AFTER INSERT ON track_artists
BEGIN
  UPDATE artists SET track_count = track_count + 1 WHERE id = NEW.artist_id;
END;

CREATE TRIGGER track_artists_removed AFTER DELETE ON track_artists
BEGIN
  UPDATE artists SET track_count = track_count - 1 WHERE id = OLD.artist_id;
END;

-- The words of the tracks. The prefix indexes answer the first letters that somebody types without merging the
-- lists of all words that begin so; positions and sizes are left out, for no query asks for a phrase.
CREATE VIRTUAL TABLE track_search USING fts5 (
  title, artists, album, album_artists, composers, genres,
  content = 'tracks', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6', detail = none, columnsize = 0
);

CREATE TRIGGER tracks_added AFTER INSERT ON tracks
BEGIN
  UPDATE places SET track_count = track_count + 1 WHERE id = NEW.place_id;
  UPDATE albums SET track_count = track_count + 1, duration = duration + coalesce(NEW.duration, 0)
    WHERE id = NEW.album_id;
  INSERT INTO track_search (rowid, title, artists, album, album_artists, composers, genres)
    VALUES (NEW.id, NEW.title, NEW.artists, NEW.album, NEW.album_artists, NEW.composers, NEW.genres);
END;

CREATE TRIGGER tracks_removed AFTER DELETE ON tracks
BEGIN
  UPDATE places SET track_count = track_count - 1 WHERE id = OLD.place_id;
  UPDATE albums SET track_count = track_count - 1, duration = duration - coalesce(OLD.duration, 0)
    WHERE id = OLD.album_id;
  INSERT INTO track_search (track_search, rowid, title, artists, album, album_artists, composers, genres)
    VALUES ('delete', OLD.id, OLD.title, OLD.artists, OLD.album, OLD.album_artists, OLD.composers, OLD.genres);
END;

CREATE TRIGGER tracks_moved_place AFTER UPDATE OF place_id ON tracks WHEN OLD.place_id <> NEW.place_id
BEGIN
  UPDATE places SET track_count = track_count - 1 WHERE id = OLD.place_id;
  UPDATE places SET track_count = track_count + 1 WHERE id = NEW.place_id;
END;

CREATE TRIGGER tracks_moved_album AFTER UPDATE OF album_id, duration ON tracks
WHEN OLD.album_id IS NOT NEW.album_id OR OLD.duration IS NOT NEW.duration
BEGIN
  UPDATE albums SET track_count = track_count - 1, duration = duration - coalesce(OLD.duration, 0)
    WHERE id = OLD.album_id;
  UPDATE albums SET track_count = track_count + 1, duration = duration + coalesce(NEW.duration, 0)
    WHERE id = NEW.album_id;
END;

CREATE TRIGGER tracks_reworded
AFTER UPDATE OF title, artists, album, album_artists, composers, genres ON tracks
WHEN OLD.title <> NEW.title OR OLD.artists <> NEW.artists OR OLD.album IS NOT NEW.album
  OR OLD.album_artists <> NEW.album_artists OR OLD.composers <> NEW.composers OR OLD.genres <> NEW.genres
BEGIN
  INSERT INTO track_search (track_search, rowid, title, artists, album, album_artists, composers, genres)
    VALUES ('delete', OLD.id, OLD.title, OLD.artists, OLD.album, OLD.album_artists, OLD.composers, OLD.genres);
  INSERT INTO track_search (rowid, title, artists, album, album_artists, composers, genres)
    VALUES (NEW.id, NEW.title, NEW.artists, NEW.album, NEW.album_artists, NEW.composers, NEW.genres);
END;

-- Where tracks are --------------------------------------------------------------------------------------------

CREATE TABLE track_sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  status TEXT NOT NULL CHECK (status IN ('local_file', 'cached', 'stream_only', 'unavailable')),
  local_file_path TEXT,
  local_file_size INTEGER CHECK (local_file_size >= 0),
  downloaded_at INTEGER,
  server_path TEXT,
  server_file_id TEXT,
  last_verified_at INTEGER,
  created_at INTEGER NOT NULL DEFAULT (unixepoch()),
  UNIQUE (track_id, source_id),
  CHECK (status NOT IN ('local_file', 'cached') OR local_file_path IS NOT NULL),
  CHECK (status <> 'local_file' OR source_id = 1),
  CHECK (status NOT IN ('cached', 'stream_only') OR source_id <> 1)
) STRICT;

CREATE UNIQUE INDEX track_sources_path ON track_sources (local_file_path) WHERE local_file_path IS NOT NULL;
CREATE UNIQUE INDEX track_sources_server_file ON track_sources (source_id, server_file_id)
  WHERE server_file_id IS NOT NULL;
CREATE INDEX track_sources_status ON track_sources (source_id, status);

CREATE TRIGGER track_sources_local_added AFTER INSERT ON track_sources WHEN NEW.status = 'local_file'
BEGIN
  UPDATE sources SET track_count = track_count + 1 WHERE id = NEW.source_id;
  UPDATE tracks SET place_id = 1 WHERE id = NEW.track_id AND place_id <> 1;
END;

CREATE TRIGGER track_sources_added AFTER INSERT ON track_sources WHEN NEW.status <> 'local_file'
BEGIN
  UPDATE sources SET track_count = track_count + 1 WHERE id = NEW.source_id;
  INSERT INTO places (kind, servers)
    SELECT 'stream', servers FROM track_servers
    WHERE track_id = NEW.track_id AND servers NOT IN (SELECT servers FROM places);
  UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = NEW.track_id)
    WHERE id = NEW.track_id;
END;

CREATE TRIGGER track_sources_changed AFTER UPDATE OF status ON track_sources WHEN OLD.status <> NEW.status
BEGIN
  INSERT INTO places (kind, servers)
    SELECT 'stream', servers FROM track_servers
    WHERE track_id = NEW.track_id AND servers NOT IN (SELECT servers FROM places);
  UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = NEW.track_id)
    WHERE id = NEW.track_id;
END;

CREATE TRIGGER track_sources_removed AFTER DELETE ON track_sources
BEGIN
  UPDATE sources SET track_count = track_count - 1 WHERE id = OLD.source_id;
  INSERT INTO places (kind, servers)
    SELECT 'stream', servers FROM track_servers
    WHERE track_id = OLD.track_id AND servers NOT IN (SELECT servers FROM places);
  UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = OLD.track_id)
    WHERE id = OLD.track_id;
END;

-- The servers that can stream a track, as places.servers spells them.
CREATE VIEW track_servers AS
  SELECT id AS track_id,
    (SELECT group_concat(source_id) FROM
      (SELECT source_id FROM track_sources WHERE track_id = tracks.id AND status = 'stream_only'
       ORDER BY source_id)) AS servers
  FROM tracks;

-- The place that follows from a track's sources: the best one wins.
CREATE VIEW track_places AS
  SELECT id AS track_id,
    CASE
      WHEN EXISTS (SELECT 1 FROM track_sources WHERE track_id = tracks.id AND status = 'local_file') THEN 1
      WHEN EXISTS (SELECT 1 FROM track_sources WHERE track_id = tracks.id AND status = 'cached') THEN 2
      ELSE coalesce(
        (SELECT id FROM places WHERE kind = 'stream'
         AND servers = (SELECT servers FROM track_servers WHERE track_id = tracks.id)), 3)
    END AS place_id
  FROM tracks;

-- What a scan has to know of a local file: as it was when its tags were read.
CREATE TABLE file_facts (
  track_source_id INTEGER PRIMARY KEY REFERENCES track_sources (id) ON DELETE CASCADE,
  modified_at INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  folder_cover_stamp INTEGER NOT NULL DEFAULT 0,
  sha256 BLOB CHECK (length(sha256) = 32)
) STRICT;

CREATE INDEX file_facts_content ON file_facts (content_hash);
CREATE INDEX file_facts_sha256 ON file_facts (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX file_facts_without_sha256 ON file_facts (track_source_id) WHERE sha256 IS NULL;

CREATE TABLE library_folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE CHECK (path LIKE '/%'),
  added_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- What a person does with the music -----------------------------------------------------------------------------

CREATE TABLE play_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  played_at INTEGER NOT NULL
) STRICT;

CREATE INDEX play_history_track ON play_history (track_id);
CREATE INDEX play_history_time ON play_history (played_at);

CREATE TABLE ratings (
  track_id INTEGER PRIMARY KEY REFERENCES tracks (id) ON DELETE CASCADE,
  rating REAL CHECK (rating BETWEEN 0 AND 1),
  is_favorite INTEGER NOT NULL DEFAULT 0 CHECK (is_favorite IN (0, 1)),
  updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

CREATE TABLE playlists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  sort_name TEXT NOT NULL,
  source_id INTEGER NOT NULL DEFAULT 1 REFERENCES sources (id),
  server_playlist_id TEXT,
  created_at INTEGER NOT NULL DEFAULT (unixepoch()),
  updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

CREATE INDEX playlists_by_name ON playlists (sort_name);
CREATE UNIQUE INDEX playlists_server ON playlists (source_id, server_playlist_id)
  WHERE server_playlist_id IS NOT NULL;

CREATE TABLE playlist_tracks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  UNIQUE (playlist_id, position)
) STRICT;

CREATE INDEX playlist_tracks_track ON playlist_tracks (track_id);

-- What a person set over the bus; it wins over the configuration file.
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The queue as it was left. next_entry_id lives on when the queue is emptied: entry ids are never used twice.
CREATE TABLE queue_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  current_entry_id INTEGER,
  position INTEGER NOT NULL CHECK (position >= 0),
  loop_status TEXT NOT NULL CHECK (loop_status IN ('None', 'Track', 'Playlist')),
  shuffle INTEGER NOT NULL CHECK (shuffle IN (0, 1)),
  next_entry_id INTEGER NOT NULL CHECK (next_entry_id > 0)
) STRICT;

CREATE TABLE queue_entries (
  position INTEGER PRIMARY KEY CHECK (position >= 0),
  entry_id INTEGER NOT NULL UNIQUE CHECK (entry_id > 0),
  play_position INTEGER,
  uri TEXT NOT NULL,
  track_id INTEGER REFERENCES tracks (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX queue_entries_track ON queue_entries (track_id) WHERE track_id IS NOT NULL;

-- What is exchanged with servers --------------------------------------------------------------------------------

CREATE TABLE sync_state (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  entity_type TEXT NOT NULL CHECK (entity_type <> ''),
  last_sync_at INTEGER,
  last_sync_cursor TEXT,
  total_items INTEGER NOT NULL DEFAULT 0 CHECK (total_items >= 0),
  synced_items INTEGER NOT NULL DEFAULT 0 CHECK (synced_items >= 0),
  PRIMARY KEY (source_id, entity_type)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_queue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  operation TEXT NOT NULL CHECK (operation <> ''),
  payload TEXT NOT NULL,
  retry_count INTEGER NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
  last_error TEXT,
  created_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

CREATE INDEX sync_queue_source ON sync_queue (source_id, id);
