import Model

/// A track as clients get it: the JSON object `Track` of SOUL_API.md, section 1, made by SQLite.
///
/// A page of 1,000 tracks is then 1,000 texts that are copied, and no value of them passes through Swift. Making one
/// takes SQLite 6 µs or more, so most are made ahead (`server_documents`).
struct TrackDocument {
  /// The object, without the keys that have no value. Needs `g` (the track's server_changes) beside `source`.
  static let made = """
    json_patch('{}', json_object('id', CAST(t.id AS TEXT), 'title', t.title,
      'artist', nullif(replace(t.artists, char(31), ', '), ''), 'album', t.album,
      'album_artist', nullif(replace(t.album_artists, char(31), ', '), ''),
      'track_number', t.track_number, 'disc_number', t.disc_number, 'year', t.year,
      'genre', nullif(replace(t.genres, char(31), ', '), ''), 'duration_seconds', t.duration / 1000000.0,
      'file_format', \(format), 'bitrate', t.bitrate, 'sample_rate', t.sample_rate, 'channels', t.channels,
      'file_size', s.local_file_size, 'file_hash', 'sha256:' || lower(hex(f.sha256)),
      'musicbrainz_recording_id', t.musicbrainz_recording_id, 'fingerprint', t.fingerprint,
      'cover_hash', c.hash, 'rating', r.rating * 5,
      'favorite', json(CASE r.is_favorite WHEN 1 THEN 'true' ELSE 'false' END),
      'updated_at', strftime('%Y-%m-%dT%H:%M:%SZ', g.changed_at, 'unixepoch')))
    """
  /// Selects it, to follow by a condition on `t.id`; `g` comes from around it.
  static let source = """
    FROM tracks t CROSS JOIN track_sources s ON s.track_id = t.id AND s.source_id = 1
      LEFT JOIN file_facts f ON f.track_source_id = s.id LEFT JOIN covers c ON c.id = t.cover_id
      LEFT JOIN ratings r ON r.track_id = t.id
    """
  /// The one that was made ahead, else one that is made now. Needs `g` alone.
  static let column = """
    coalesce((SELECT document FROM server_documents WHERE sequence = g.sequence),
      (SELECT \(made) \(source) WHERE t.id = g.track_id))
    """

  /// What follows the last dot of the file's name, as the format's usual extension.
  private static let format: String = {
    let path = "s.local_file_path"
    let names = AudioFormat.allCases.flatMap { format in
      format.fileExtensions.map { "WHEN '\($0)' THEN '\(format.fileExtensions[0])'" }
    }
    return "CASE lower(replace(\(path), rtrim(\(path), replace(\(path), '.', '')), '')) "
      + names.joined(separator: " ") + " END"
  }()
}
