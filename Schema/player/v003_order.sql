-- Lists and counts as a person expects them.

-- Order -------------------------------------------------------------------------------------------------------

-- A track that says no disc is on the first one.
ALTER TABLE tracks ADD COLUMN sort_disc INTEGER NOT NULL DEFAULT 1;

DROP INDEX tracks_by_artist;
DROP INDEX tracks_by_album;
DROP INDEX tracks_by_year;
DROP INDEX tracks_of_album;

UPDATE tracks SET sort_disc = disc_number WHERE disc_number <> 1;

CREATE INDEX tracks_by_artist
  ON tracks (sort_artist, sort_album, album_id, sort_disc, track_number, place_id);
CREATE INDEX tracks_by_album ON tracks (sort_album, album_id, sort_disc, track_number, place_id);
CREATE INDEX tracks_by_year ON tracks (year DESC, album_id, sort_disc, track_number, place_id);
CREATE INDEX tracks_of_album ON tracks (album_id, sort_disc, track_number, place_id);

-- Counts ------------------------------------------------------------------------------------------------------

-- sources.track_count leaves out what is unavailable: the source has it no longer.
DROP TRIGGER track_sources_added;
DROP TRIGGER track_sources_removed;

CREATE TRIGGER track_sources_added AFTER INSERT ON track_sources
WHEN NEW.status NOT IN ('local_file', 'unavailable')
BEGIN
  UPDATE sources SET track_count = track_count + 1 WHERE id = NEW.source_id;
END;

CREATE TRIGGER track_sources_counted AFTER UPDATE OF source_id, status ON track_sources
WHEN OLD.source_id <> NEW.source_id OR (OLD.status = 'unavailable') <> (NEW.status = 'unavailable')
BEGIN
  UPDATE sources SET track_count = track_count - 1 WHERE id = OLD.source_id AND OLD.status <> 'unavailable';
  UPDATE sources SET track_count = track_count + 1 WHERE id = NEW.source_id AND NEW.status <> 'unavailable';
END;

CREATE TRIGGER track_sources_removed AFTER DELETE ON track_sources
BEGIN
  UPDATE sources SET track_count = track_count - 1 WHERE id = OLD.source_id AND OLD.status <> 'unavailable';
  INSERT INTO places (kind, servers)
    SELECT 'stream', servers FROM track_servers
    WHERE track_id = OLD.track_id AND servers NOT IN (SELECT servers FROM places);
  UPDATE tracks SET place_id = (SELECT place_id FROM track_places WHERE track_id = OLD.track_id)
    WHERE id = OLD.track_id;
END;

UPDATE sources SET track_count = track_count - (
  SELECT count(*) FROM track_sources WHERE source_id = sources.id AND status = 'unavailable');
