import GRDB
import Model

@testable import Library

/// Servers of a test library, by what they tell.
extension TestLibrary {
  /// Adds a server that nobody asks anything.
  func server(_ name: String = "Home") async throws -> Source.ID {
    try await store.addServer(
      NewServer(name: name, url: "https://\(name.lowercased()).example", username: "me"))
  }

  /// - Parameter content: tracks of the same number have the same file; 0: the server tells no hash.
  static func track(
    _ id: String, content: UInt8 = 0, _ change: (inout ServerTrack) -> Void = { _ in }
  ) -> ServerTrack {
    var tags = TrackTags()
    tags.title = "Title \(id)"
    tags.artists = ["Artist"]
    tags.album = "Album"
    tags.albumArtists = ["Artist"]
    tags.duration = MediaTime(microseconds: 1_000_000)
    var track = ServerTrack(id: id, tags: tags)
    if content > 0 { track.sha256 = sha256(content) }
    change(&track)
    return track
  }

  static func sha256(_ content: UInt8) -> [UInt8] {
    Array(repeating: content, count: ContentHash.length)
  }

  /// A full sync that is one batch.
  @discardableResult
  func syncAll(_ tracks: [ServerTrack], to source: Source.ID, cursor: String = "end") async throws
    -> SyncOutcome
  {
    try await store.beginFullSync(of: source)
    var outcome = try await store.apply(SyncBatch(tracks: tracks, cursor: cursor, isLast: true), to: source)
    outcome.deleted += try await store.endFullSync(of: source)
    try await store.finishSync(of: source, changes: 0)
    return outcome
  }

  /// An incremental sync that is one batch.
  @discardableResult
  func sync(
    _ tracks: [ServerTrack] = [], deleted: [String] = [], to source: Source.ID, cursor: String = "end"
  ) async throws -> SyncOutcome {
    let outcome = try await store.apply(
      SyncBatch(deleted: deleted, tracks: tracks, cursor: cursor, isLast: true), to: source)
    try await store.finishSync(of: source, changes: 0)
    return outcome
  }

  /// The one track that the source knows by that id.
  func track(_ id: String, of source: Source.ID) async throws -> Track {
    var filter = TrackFilter()
    filter.source = source
    filter.limit = 1_000
    let found = try await store.tracks(filter).items.filter { track in
      track.availabilities.contains { $0.source == source && $0.serverFileID == id }
    }
    guard let track = found.first, found.count == 1 else { throw LibraryError.notFound("single track \(id)") }
    return track
  }

  /// Gives a file of this device the hash of its whole, as the background does.
  func digest(_ path: String, content: UInt8) async throws {
    let file = try await store.filesWithoutDigest(limit: 100).first { $0.path == path }
    guard let file, let hash = ContentHash(Self.sha256(content)) else {
      throw LibraryError.notFound("file \(path) without a digest")
    }
    try await store.setDigest(hash, of: file)
  }

  func number(_ sql: String) async throws -> Int {
    try await store.pool.read { try Int.fetchOne($0, sql: sql) } ?? 0
  }

  /// How many rows the writer has changed so far.
  func changes() async throws -> Int {
    try await store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "SELECT total_changes()") } ?? 0
  }

  func inconsistencies() async throws -> [String] {
    try await Self.inconsistencies(of: store)
  }
}
