/// What a faulty server answers: steps, of which each can be wrong. Unless they end it the connection is kept.
public struct ScriptedReply: Sendable {
  public var steps: [ReplyStep]

  public init(_ steps: [ReplyStep]) {
    self.steps = steps
  }

  /// A sound answer.
  /// - Parameter headers: beside `Content-Length`.
  public static func bytes(
    _ body: [UInt8], status: Int = 200, headers: [(String, String)] = []
  ) -> ScriptedReply {
    ScriptedReply([.send(head(status, headers + [("Content-Length", String(body.count))])), .send(body)])
  }

  /// A sound answer with text.
  public static func text(
    _ body: String, status: Int = 200, type: String = "text/plain", headers: [(String, String)] = []
  ) -> ScriptedReply {
    bytes(Array(body.utf8), status: status, headers: [("Content-Type", type)] + headers)
  }

  public static func json(
    _ body: String, status: Int = 200, headers: [(String, String)] = []
  ) -> ScriptedReply {
    text(body, status: status, type: "application/json", headers: headers)
  }

  /// A status without a body: 401, 410, 503, …
  public static func status(_ status: Int, headers: [(String, String)] = []) -> ScriptedReply {
    bytes([], status: status, headers: headers)
  }

  public static func redirect(_ status: Int, to location: String) -> ScriptedReply {
    self.status(status, headers: [("Location", location)])
  }

  /// Any bytes in place of an answer, then the end of the connection.
  public static func raw(_ text: String) -> ScriptedReply {
    ScriptedReply([.send(Array(text.utf8)), .close])
  }

  /// A file as a sound server gives it: whole, or the range that is asked for (RFC 9110 §14).
  public static func file(
    _ content: [UInt8], for request: ReceivedRequest, type: String = "application/octet-stream",
    etag: String = "\"1\""
  ) -> ScriptedReply {
    let headers = [("Content-Type", type), ("ETag", etag), ("Accept-Ranges", "bytes")]
    guard let first = request.rangeStart else { return bytes(content, headers: headers) }
    guard first < content.count else {
      return status(416, headers: headers + [("Content-Range", "bytes */\(content.count)")])
    }
    let last = min(request.rangeEnd ?? .max, content.count - 1)
    return bytes(
      Array(content[first...last]), status: 206,
      headers: headers + [("Content-Range", "bytes \(first)-\(last)/\(content.count)")])
  }

  /// This answer broken off: the connection is torn down after so many of its bytes, the head's included.
  public func cut(after count: Int) -> ScriptedReply {
    var rest = count
    var kept: [ReplyStep] = []
    for step in steps {
      guard case .send(let bytes) = step else {
        kept.append(step)
        continue
      }
      kept.append(.send(Array(bytes.prefix(rest))))
      rest -= min(rest, bytes.count)
      if rest == 0 { break }
    }
    return ScriptedReply(kept + [.close])
  }

  /// The same, as long as the head is whole and so many bytes of the body follow.
  public func cutBody(after count: Int) -> ScriptedReply {
    guard case .send(let head)? = steps.first else { return self }
    return cut(after: head.count + count)
  }

  /// This answer, held up before its first byte.
  public func held(by gate: TestGate) -> ScriptedReply {
    ScriptedReply([.pass(gate)] + steps)
  }

  /// The bytes of a status line and headers, with the empty line.
  public static func head(_ status: Int, _ headers: [(String, String)]) -> [UInt8] {
    let lines = headers.map { "\($0): \($1)\r\n" }.joined()
    return Array("HTTP/1.1 \(status) \(status < 400 ? "OK" : "Failed")\r\n\(lines)\r\n".utf8)
  }
}
