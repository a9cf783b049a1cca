import Foundation

extension StandInState {
  /// What is behind the sign-in.
  func content(of parts: [String], _ request: ReceivedRequest) -> ScriptedReply {
    let query = Self.query(request)
    return switch (dialect, parts.count, parts.dropFirst().first, parts.last) {
    case (.soul, 3, "sync", "tracks"): changes(query)
    case (.soul, 4, "tracks", "stream"): .file(content, for: request, type: "audio/flac")
    case (.soul, 4, "tracks", "cover"):
      .bytes([0x89, 0x50, 0x4E, 0x47], headers: [("Content-Type", "image/png")])
    case (.legacy, 2, "tracks", _): sweep(query)
    case (.legacy, 3, "stream", _): falseRange(request)
    case (_, 2, "playlists", _): .json("[\(playlists.keys.sorted().map(playlist).joined(separator: ","))]")
    case (_, 3, "playlists", let id?): playlistWithTracks(id)
    case (.soul, _, _, _): .json(#"{"error":"not_found","message":"nothing here"}"#, status: 404)
    case (.legacy, _, _, _): .text("<!doctype html><title>Soul</title>", type: "text/html")
    }
  }

  private func changes(_ query: [String: String]) -> ScriptedReply {
    let limit = min(query["limit"].flatMap { Int($0) } ?? 1_000, 1_000)
    let cursor = query["cursor"]
    if cursor == "end" {
      return .json(
        #"{"new_tracks":[],"updated_tracks":[],"deleted_tracks":[],"next_cursor":"end","has_more":false}"#)
    }
    guard let offset = cursor.map({ Int($0) }) ?? 0, (0...tracks.count).contains(offset) else {
      return .status(410)
    }
    let end = min(offset + limit, tracks.count)
    let page = tracks[offset..<end].map(\.json).joined(separator: ",")
    let next = end < tracks.count ? "\(end)" : "end"
    return .json(#"{"tracks":[\#(page)],"next_cursor":"\#(next)","has_more":\#(end < tracks.count)}"#)
  }

  private func sweep(_ query: [String: String]) -> ScriptedReply {
    let offset = query["offset"].flatMap { Int($0) } ?? 0
    let limit = min(query["limit"].flatMap { Int($0) } ?? 100, maximumPage)
    let page = tracks.sorted { $0.title < $1.title }.dropFirst(offset).prefix(limit)
    return .json(#"{"tracks":[\#(page.map(\.legacyJSON).joined(separator: ","))],"total":\#(tracks.count)}"#)
  }

  private func falseRange(_ request: ReceivedRequest) -> ScriptedReply {
    let headers = [("Content-Type", "audio/flac"), ("Accept-Ranges", "bytes")]
    guard let start = request.rangeStart, start < content.count else {
      return .bytes(content, headers: headers)
    }
    return .bytes(
      Array(content.prefix(content.count - start)), status: 206,
      headers: headers + [("Content-Range", "bytes \(start)-\(content.count - 1)/\(content.count)")])
  }

  private func playlist(_ id: String) -> String {
    switch dialect {
    case .soul:
      #"{"id":"\#(id)","name":"List \#(id)","updated_at":"1","track_count":\#(playlists[id]?.count ?? 0)}"#
    case .legacy: #"{"id":"\#(id)","owner_id":"1","name":"List \#(id)","created_at":"2026-01-01 00:00:00"}"#
    }
  }

  private func playlistWithTracks(_ id: String) -> ScriptedReply {
    guard let tracks = playlists[id] else { return .status(404) }
    let entries = tracks.enumerated().map { #"{"track_id":"\#($1)","position":\#($0)}"# }
    return .json(#"{"id":"\#(id)","name":"List \#(id)","tracks":[\#(entries.joined(separator: ","))]}"#)
  }

  private static func query(_ request: ReceivedRequest) -> [String: String] {
    let pairs = request.target.split(separator: "?", maxSplits: 1).dropFirst().joined().split(separator: "&")
    return Dictionary(
      pairs.map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
        return (sides[0], sides.count > 1 ? sides[1].removingPercentEncoding ?? "" : "")
      }
    ) { $1 }
  }
}
