import Foundation
import GRDB

/// Finds the track of another source that an item is the same recording as (DESIGN §5): the file hash is equal, or
/// the MusicBrainz recording and the album are.
///
/// Items of one source are never one track: a track that the source has already is no match, nor one that was
/// matched before in the same batch.
struct TrackMatching {
  private let source: Int64
  private let localWithHash: Statement
  private let serverWithHash: Statement
  private let withRecording: Statement
  private var claimed: Set<Int64> = []

  /// - Returns: `nil` where no other source has a track: then nothing has to be looked for.
  init?(_ database: Database, source: Int64) throws {
    let others = try database.cachedStatement(
      sql: """
        SELECT EXISTS (SELECT 1 FROM track_sources WHERE source_id < ?1)
          OR EXISTS (SELECT 1 FROM track_sources WHERE source_id > ?1)
        """)
    guard try Bool.fetchOne(others, arguments: [source]) == true else { return nil }
    self.source = source
    let isNew = "NOT EXISTS (SELECT 1 FROM track_sources o WHERE o.track_id = t.id AND o.source_id = ?2)"
    localWithHash = try database.cachedStatement(
      sql: """
        SELECT t.id FROM file_facts f CROSS JOIN track_sources s ON s.id = f.track_source_id
          CROSS JOIN tracks t ON t.id = s.track_id
        WHERE f.sha256 = ?1 AND \(isNew) ORDER BY t.id
        """)
    serverWithHash = try database.cachedStatement(
      sql: """
        SELECT t.id FROM track_sources s CROSS JOIN tracks t ON t.id = s.track_id
        WHERE substr(s.sha256, 1, 8) = substr(?1, 1, 8) AND s.sha256 = ?1 AND \(isNew) ORDER BY t.id
        """)
    withRecording = try database.cachedStatement(
      sql:
        "SELECT t.id, t.album FROM tracks t WHERE t.musicbrainz_recording_id = ?1 AND \(isNew) ORDER BY t.id")
  }

  /// - Parameters:
  ///   - sha256: of the whole file; `nil` while it is not known.
  ///   - own: the track that the item is now, which is no match.
  /// - Returns: the track with the lowest id that matches, which is taken from then on.
  mutating func track(
    sha256: Data?, recording: String?, album: String?, except own: Int64? = nil
  ) throws -> Int64? {
    var candidates: [Int64] = []
    if let sha256 {
      for statement in [localWithHash, serverWithHash] {
        candidates += try statement.allRows([sha256, source]) { try $0.value(at: 0) }
      }
    }
    if let recording, let album {
      let key = IdentityKey.of(album)
      candidates += try withRecording.allRows([recording, source]) { row in
        let other: String? = try row.value(at: 1)
        return other.map(IdentityKey.of) == key ? try row.value(at: 0) : nil
      }
    }
    let match = candidates.filter { $0 != own && !claimed.contains($0) }.min()
    if let match { claimed.insert(match) }
    return match
  }
}
