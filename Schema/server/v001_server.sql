-- What soul-server adds to the player's library: accounts, the log of changes that clients sync by, and what makes
-- an operation that is sent twice count once.
--
-- Conventions as in player/v001_library.sql. A track is visible to clients while its file is there.

CREATE TABLE server_settings (
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which database a cursor is of: a copy that goes its own way gets another one by hand alone.
INSERT INTO server_settings (key, value) VALUES ('identity', randomblob(32));

-- Accounts ----------------------------------------------------------------------------------------------------

-- password is scrypt:rounds:block size:parallelism:salt:key, the last two in hexadecimal. epoch is in every token:
-- another one makes all that were given out worthless.
CREATE TABLE server_users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  password TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- A signed-in client. Each use of its refresh token gives out the next number. Good are the number used last, for its
-- answer may have been lost, and those given out for it; any other one was copied.
CREATE TABLE server_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES server_users (id) ON DELETE CASCADE,
  used_number INTEGER NOT NULL DEFAULT 0,
  first_open_number INTEGER NOT NULL DEFAULT 1,
  last_number INTEGER NOT NULL DEFAULT 1,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX server_sessions_user ON server_sessions (user_id);
CREATE INDEX server_sessions_end ON server_sessions (expires_at);

-- The answers to operations with an Idempotency-Key.
CREATE TABLE server_answers (
  user_id INTEGER NOT NULL REFERENCES server_users (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  request BLOB NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'playlist', 'not found')),
  body BLOB NOT NULL,
  created_at INTEGER NOT NULL DEFAULT (unixepoch()),
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX server_answers_age ON server_answers (created_at);

-- The log of changes ------------------------------------------------------------------------------------------

-- sequence is the last number given out; below oldest, deletions have been forgotten.
CREATE TABLE server_log (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL,
  oldest INTEGER NOT NULL
) STRICT;

INSERT INTO server_log (id, sequence, oldest) VALUES (1, 0, 0);

-- One row a track, at its last change; created is when it last became visible. Deleted tracks keep theirs for a
-- while, so nothing here refers to tracks.
CREATE TABLE server_changes (
  track_id INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  created INTEGER NOT NULL,
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  changed_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- It has all that a page of a sync asks of this table.
CREATE UNIQUE INDEX server_changes_order ON server_changes (sequence, is_deleted, created);
CREATE INDEX server_changes_deleted ON server_changes (changed_at) WHERE is_deleted = 1;

-- Tracks as clients get them, made ahead: a page of a sync is read, not made. A document is of one number of the log,
-- so that a change leaves it behind; one that is not there yet is made when it is asked for.
CREATE TABLE server_documents (
  sequence INTEGER PRIMARY KEY,
  document TEXT NOT NULL
) STRICT;

CREATE TRIGGER server_document_outdated AFTER UPDATE OF sequence ON server_changes
BEGIN
  DELETE FROM server_documents WHERE sequence = OLD.sequence;
END;

INSERT INTO server_changes (track_id, sequence, created)
  SELECT id, row_number() OVER (ORDER BY id), row_number() OVER (ORDER BY id) FROM tracks WHERE place_id = 1;
UPDATE server_log SET sequence = (SELECT count(*) FROM server_changes);

CREATE TRIGGER server_track_added AFTER INSERT ON tracks WHEN NEW.place_id = 1
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  INSERT INTO server_changes (track_id, sequence, created)
    SELECT NEW.id, sequence, sequence FROM server_log;
END;

CREATE TRIGGER server_track_shown AFTER UPDATE OF place_id ON tracks WHEN OLD.place_id <> 1 AND NEW.place_id = 1
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  INSERT INTO server_changes (track_id, sequence, created)
    SELECT NEW.id, sequence, sequence FROM server_log WHERE true
    ON CONFLICT (track_id) DO UPDATE SET sequence = excluded.sequence, created = excluded.created,
      is_deleted = 0, changed_at = unixepoch();
  UPDATE playlists SET updated_at = max(unixepoch(), updated_at + 1)
    WHERE id IN (SELECT playlist_id FROM playlist_tracks WHERE track_id = NEW.id);
END;

CREATE TRIGGER server_track_hidden AFTER UPDATE OF place_id ON tracks WHEN OLD.place_id = 1 AND NEW.place_id <> 1
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), is_deleted = 1, changed_at = unixepoch()
    WHERE track_id = NEW.id;
END;

-- Before, while its playlists can still be told.
CREATE TRIGGER server_track_removed BEFORE DELETE ON tracks
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), is_deleted = 1, changed_at = unixepoch()
    WHERE track_id = OLD.id;
  UPDATE playlists SET updated_at = max(unixepoch(), updated_at + 1)
    WHERE id IN (SELECT playlist_id FROM playlist_tracks WHERE track_id = OLD.id);
END;

-- A scan writes all columns of a file that it has read again: only another value is a change.
CREATE TRIGGER server_track_changed
AFTER UPDATE OF title, artists, album_artists, album, genres, track_number, disc_number, year, duration, bitrate,
  sample_rate, channels, cover_id, musicbrainz_recording_id, fingerprint ON tracks
WHEN NEW.place_id = 1 AND (
  OLD.title <> NEW.title OR OLD.artists <> NEW.artists OR OLD.album_artists <> NEW.album_artists
  OR OLD.album IS NOT NEW.album OR OLD.genres <> NEW.genres OR OLD.track_number IS NOT NEW.track_number
  OR OLD.disc_number IS NOT NEW.disc_number OR OLD.year IS NOT NEW.year OR OLD.duration IS NOT NEW.duration
  OR OLD.bitrate IS NOT NEW.bitrate OR OLD.sample_rate IS NOT NEW.sample_rate
  OR OLD.channels IS NOT NEW.channels OR OLD.cover_id IS NOT NEW.cover_id
  OR OLD.musicbrainz_recording_id IS NOT NEW.musicbrainz_recording_id
  OR OLD.fingerprint IS NOT NEW.fingerprint)
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), changed_at = unixepoch()
    WHERE track_id = NEW.id;
END;

-- Five bytes are the longest extension of a music file with its dot.
CREATE TRIGGER server_file_changed
AFTER UPDATE OF local_file_path, local_file_size ON track_sources
WHEN NEW.status = 'local_file' AND OLD.status = 'local_file' AND (
  OLD.local_file_size IS NOT NEW.local_file_size
  OR substr(OLD.local_file_path, -5) IS NOT substr(NEW.local_file_path, -5))
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), changed_at = unixepoch()
    WHERE track_id = NEW.track_id;
END;

CREATE TRIGGER server_file_hashed AFTER UPDATE OF sha256 ON file_facts WHEN OLD.sha256 IS NOT NEW.sha256
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), changed_at = unixepoch()
    WHERE is_deleted = 0
      AND track_id = (SELECT track_id FROM track_sources WHERE id = NEW.track_source_id);
END;

CREATE TRIGGER server_track_rated AFTER INSERT ON ratings
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), changed_at = unixepoch()
    WHERE is_deleted = 0 AND track_id = NEW.track_id;
END;

CREATE TRIGGER server_rating_changed AFTER UPDATE ON ratings
WHEN OLD.rating IS NOT NEW.rating OR OLD.is_favorite <> NEW.is_favorite
BEGIN
  UPDATE server_log SET sequence = sequence + 1;
  UPDATE server_changes SET sequence = (SELECT sequence FROM server_log), changed_at = unixepoch()
    WHERE is_deleted = 0 AND track_id = NEW.track_id;
END;

-- What clients do ---------------------------------------------------------------------------------------------

-- A play that is told twice is one.
CREATE UNIQUE INDEX server_plays ON play_history (track_id, played_at);

CREATE TABLE server_playlists (
  playlist_id INTEGER PRIMARY KEY REFERENCES playlists (id) ON DELETE CASCADE,
  description TEXT NOT NULL
) STRICT;
