import Foundation
import GRDB
import Model

@testable import Library

extension PlayerFixture {
  /// Adds a server that is online.
  func addServer(_ name: String, active: Bool = false) async throws -> Source.ID {
    try await library.pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO sources (name, source_type, dialect, server_url, is_online, is_active)
          VALUES (?1, 'server', 'soul', 'https://' || ?1 || '.example', 1, ?2)
          """, arguments: [name, active])
      return Source.ID(rawValue: database.lastInsertedRowID)
    }
  }

  func setOnline(_ isOnline: Bool, _ source: Source.ID) async throws {
    try await library.pool.write { database in
      try database.execute(
        sql: "UPDATE sources SET is_online = ? WHERE id = ?", arguments: [isOnline, source.rawValue])
    }
  }

  /// Adds a playlist of a server, with nothing in it.
  func addPlaylist(_ name: String, on server: Source.ID) async throws -> PlayableURI {
    try await library.pool.write { database in
      try database.execute(
        sql: "INSERT INTO playlists (name, sort_name, source_id) VALUES (?1, ?1, ?2)",
        arguments: [name, server.rawValue])
      return .playlist(Playlist.ID(rawValue: database.lastInsertedRowID))
    }
  }

  /// Adds a track that servers have, and what they give of it.
  /// - Returns: its URI.
  func addTrack(
    _ title: String, sha256: [UInt8]? = nil, on places: [(server: Source.ID, stream: ScriptedStream)]
  ) async throws -> String {
    for place in places { servers.put(place.stream, at: title, on: place.server) }
    let id = try await library.pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO tracks (title, origin_source_id, sort_title, sort_artist, sort_album, place_id)
          VALUES (?1, ?2, ?1, '', '', 3)
          """, arguments: [title, places.first?.server.rawValue ?? 1])
      let id = database.lastInsertedRowID
      for place in places {
        try database.execute(
          sql: """
            INSERT INTO track_sources (track_id, source_id, status, server_file_id, sha256)
            VALUES (?, ?, 'stream_only', ?, ?)
            """, arguments: [id, place.server.rawValue, title, sha256.map { Data($0) }])
      }
      return id
    }
    return PlayableURI.track(Track.ID(rawValue: id)).description
  }
}

extension PlayerFixture {
  /// Makes this device have the track too.
  func addFile(_ path: String, toTrack uri: String) async throws {
    guard case .track(let id)? = PlayableURI(uri) else { return }
    try await library.pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO track_sources (track_id, source_id, status, local_file_path)
          VALUES (?, 1, 'local_file', ?)
          """, arguments: [id.rawValue, path])
    }
  }
}
