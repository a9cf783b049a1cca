-- What a sync of servers has to know beside the rows themselves.

-- Sources -----------------------------------------------------------------------------------------------------

-- A source that was removed is gone for everybody at once; its rows go after it, in steps.
ALTER TABLE sources ADD COLUMN removed_at INTEGER;

CREATE UNIQUE INDEX sources_name ON sources (name COLLATE NOCASE) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX sources_account ON sources (server_url, coalesce(server_username, ''))
  WHERE server_url IS NOT NULL AND removed_at IS NULL;

-- Where tracks are --------------------------------------------------------------------------------------------

-- What a server said of a track. row_digest is a hash of all of it: what is unchanged is not written again.
-- sync_generation is the last full sync that has seen the row: what an ended one has not seen is gone.
ALTER TABLE track_sources ADD COLUMN sha256 BLOB CHECK (sha256 IS NULL OR length(sha256) = 32);
ALTER TABLE track_sources ADD COLUMN cover_hash TEXT;
ALTER TABLE track_sources ADD COLUMN row_digest INTEGER;
ALTER TABLE track_sources ADD COLUMN sync_generation INTEGER NOT NULL DEFAULT 0;

-- The first eight bytes find the row; the whole hash decides.
CREATE INDEX track_sources_sha256 ON track_sources (substr(sha256, 1, 8)) WHERE sha256 IS NOT NULL;

-- What a server deleted and the cache or the user still has: it is looked for when the server has it again.
CREATE INDEX track_sources_orphaned ON track_sources (source_id)
  WHERE server_file_id IS NULL AND source_id <> 1;

-- A sync writes the track with the place that its row will give it: then nothing of the track is written twice.
-- (An UPDATE that names place_id rewrites eight indexes even where the value stays.)
DROP TRIGGER track_sources_added;

CREATE TRIGGER track_sources_added AFTER INSERT ON track_sources WHEN NEW.status <> 'local_file'
BEGIN
  UPDATE sources SET track_count = track_count + 1 WHERE id = NEW.source_id;
END;

CREATE TRIGGER track_sources_placed AFTER INSERT ON track_sources
WHEN NEW.status <> 'local_file' AND NOT (NEW.status = 'stream_only' AND EXISTS (
  SELECT 1 FROM tracks t CROSS JOIN places p ON p.id = t.place_id
  WHERE t.id = NEW.track_id AND p.kind = 'stream' AND p.servers = CAST(NEW.source_id AS TEXT)))
BEGIN
  INSERT INTO places (kind, servers)
    SELECT 'stream', servers FROM track_servers
    WHERE track_id = NEW.track_id AND servers NOT IN (SELECT servers FROM places);
  UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = NEW.track_id)
    WHERE id = NEW.track_id
      AND place_id <> (SELECT place_id FROM track_places WHERE track_id = NEW.track_id);
END;

-- Two tracks that turned out to be one: the id that is no longer a track's leads to the one that stayed, because
-- queues and clients keep ids.
CREATE TABLE merged_tracks (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX merged_tracks_track ON merged_tracks (track_id);

-- Covers ------------------------------------------------------------------------------------------------------

-- fetched_size is in bytes, for covers that came from a server alone: they may go and be fetched again.
ALTER TABLE covers ADD COLUMN fetched_size INTEGER CHECK (fetched_size > 0);
ALTER TABLE covers ADD COLUMN last_used_at INTEGER;

CREATE INDEX covers_fetched ON covers (last_used_at, fetched_size) WHERE fetched_size IS NOT NULL;

-- Which cover a server means by its hash.
CREATE TABLE server_covers (
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  cover_hash TEXT NOT NULL,
  cover_id INTEGER NOT NULL REFERENCES covers (id) ON DELETE CASCADE,
  PRIMARY KEY (source_id, cover_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX server_covers_cover ON server_covers (cover_id);

-- What a person does with the music ---------------------------------------------------------------------------

-- The server that a rating came from; NULL for the person at this device, whom no server overrules.
ALTER TABLE ratings ADD COLUMN source_id INTEGER REFERENCES sources (id) ON DELETE SET NULL;

ALTER TABLE playlists ADD COLUMN server_revision TEXT;

-- Places of a server's playlist whose tracks have not come yet.
CREATE TABLE playlist_gaps (
  playlist_id INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  server_file_id TEXT NOT NULL,
  PRIMARY KEY (playlist_id, position)
) STRICT, WITHOUT ROWID;

-- What is exchanged with servers ------------------------------------------------------------------------------

-- full: a sync of everything is under way, and goes on at the cursor. sweep: everything has been read, what was not
-- seen is being taken out. complete: the cursor is where changes are asked from.
ALTER TABLE sync_state ADD COLUMN phase TEXT NOT NULL DEFAULT 'full'
  CHECK (phase IN ('full', 'sweep', 'complete'));
ALTER TABLE sync_state ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;

-- failed_at: since when it is not tried again by itself.
ALTER TABLE sync_queue ADD COLUMN next_attempt_at INTEGER;
ALTER TABLE sync_queue ADD COLUMN failed_at INTEGER;

CREATE UNIQUE INDEX sync_queue_sync ON sync_queue (source_id) WHERE operation = 'sync';
