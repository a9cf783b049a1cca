import HTTP

/// A track's file as a server begins to send it.
struct OpenedTrack: Sendable {
  let stream: HTTPStream
  let route: ServerRoute
  let session: ServerSession

  var server: String { session.server }
  /// What identifies this version of the file, where the server says so; weak ones too, for comparing alone.
  var etag: String? { stream.headers["ETag"] }

  func malformed(_ reason: String) -> ServerError {
    .malformed(server: server, path: route.path, page: nil, reason: reason)
  }

  var changed: ServerError { .changed(server: server, path: route.path) }
}
