import TestKit

/// A client of one server, signed in or not, with a connection a request.
struct WebClient: Sendable {
  /// It lives for as long as a client may ask it.
  let server: MusicServer
  var token: String?

  init(_ server: MusicServer) {
    self.server = server
  }

  /// A client that has signed in.
  static func signedIn(to server: MusicServer) async throws -> WebClient {
    var client = WebClient(server)
    let answer = try await client.signIn()
    client.token = answer.object.string("access_token")
    return client
  }

  func signIn(
    user: String = MusicServer.user, password: String = MusicServer.password
  ) async throws -> WebAnswer {
    try await send("POST", "/api/auth/login", json: #"{"username":"\#(user)","password":"\#(password)"}"#)
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> WebAnswer {
    try await send("GET", path, headers: headers)
  }

  func send(
    _ method: String, _ path: String, headers: [String: String] = [:], json: String? = nil, key: String? = nil
  ) async throws -> WebAnswer {
    let connection = try TCPConnection(port: server.port)
    await connection.send(
      Array(head(method, path, headers, json: json, key: key).utf8) + Array((json ?? "").utf8))
    guard let answer = WebAnswer(await connection.receiveAll()) else {
      throw TestKitError.cannotStart(program: "\(method) \(path)", reason: "no answer")
    }
    return answer
  }

  /// The request's first lines, which end its connection.
  func head(
    _ method: String, _ path: String, _ headers: [String: String] = [:], json: String? = nil,
    key: String? = nil
  ) -> String {
    var headers = headers
    headers["Host"] = "127.0.0.1"
    headers["Connection"] = headers["Connection"] ?? "close"
    if let token { headers["Authorization"] = headers["Authorization"] ?? "Bearer \(token)" }
    if let json {
      headers["Content-Type"] = "application/json"
      headers["Content-Length"] = headers["Content-Length"] ?? String(json.utf8.count)
    }
    if let key { headers["Idempotency-Key"] = key }
    return "\(method) \(path) HTTP/1.1\r\n" + headers.map { "\($0.key): \($0.value)\r\n" }.joined() + "\r\n"
  }

  /// All pages of a sync without a cursor.
  /// - Returns: the tracks, and the cursor that it ends with.
  func firstSync(limit: Int = 1_000) async throws -> (tracks: [JSONDictionary], cursor: String) {
    var page = try await get("/api/sync/tracks?limit=\(limit)")
    var tracks = page.object.list("tracks")
    while page.object.bool("has_more") == true {
      page = try await get(
        "/api/sync/tracks?limit=\(limit)&cursor=\(page.object.string("next_cursor") ?? "")")
      tracks += page.object.list("tracks")
    }
    return (tracks, page.object.string("next_cursor") ?? "")
  }

  /// What has changed since a cursor.
  func changes(since cursor: String, limit: Int = 1_000) async throws -> JSONDictionary {
    try await get("/api/sync/tracks?limit=\(limit)&cursor=\(cursor)").object
  }
}
