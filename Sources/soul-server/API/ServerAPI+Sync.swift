import Hummingbird
import Library
import NIOCore

extension ServerAPI {
  @Sendable func sync(_ request: Request, _ context: ServerContext) async throws -> Response {
    let limit = try request.queryNumber("limit", default: Self.pageLimit, in: 1...Self.pageLimit)
    let log = try await store.logRange()
    guard let text = try request.queryValue("cursor") else {
      // How many there are is told once, for whoever shows how far a sync is.
      let total = try await store.library.totals().available
      return try await firstPage(after: 0, end: log.upperBound, limit: limit, total: total)
    }
    guard let cursor = SyncCursor(text, identity: store.identity) else { throw APIError.cursorExpired }
    switch cursor.place {
    case .first(let after, let end):
      guard log.contains(end) else { throw APIError.cursorExpired }
      return try await firstPage(after: after, end: end, limit: limit)
    case .finished(let after):
      guard log.contains(after) else { throw APIError.cursorExpired }
      return try await changes(after: after, limit: limit)
    }
  }

  private func firstPage(
    after: Int64, end: Int64, limit: Int, total: Int? = nil
  ) async throws -> Response {
    let page = try await store.tracks(after: after, upTo: end, limit: limit)
    let cursor = SyncCursor(page.hasMore ? .first(after: page.last, end: end) : .finished(after: end))
    var body = ByteBuffer(string: "{\"tracks\":")
    body.writeBytes(page.tracks)
    if let total { body.writeString(",\"total\":\(total)") }
    finish(&body, cursor, hasMore: page.hasMore)
    return .json(body)
  }

  private func changes(after: Int64, limit: Int) async throws -> Response {
    let changes = try await store.changes(after: after, limit: limit)
    let deleted = changes.deleted.map { "\"\($0)\"" }.joined(separator: ",")
    var body = ByteBuffer(string: "{\"new_tracks\":")
    body.writeBytes(changes.added)
    body.writeString(",\"updated_tracks\":")
    body.writeBytes(changes.updated)
    body.writeString(",\"deleted_tracks\":[\(deleted)]")
    finish(&body, SyncCursor(.finished(after: changes.last)), hasMore: changes.hasMore)
    return .json(body)
  }

  private func finish(_ body: inout ByteBuffer, _ cursor: SyncCursor, hasMore: Bool) {
    body.writeString(
      ",\"next_cursor\":\"\(cursor.text(identity: store.identity))\",\"has_more\":\(hasMore)}")
  }
}
