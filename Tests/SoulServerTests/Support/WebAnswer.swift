import Foundation

/// What a server answered.
struct WebAnswer: Sendable {
  let status: Int
  /// Names in lower case.
  let headers: [String: String]
  let body: [UInt8]

  /// Reads an answer that ends with its connection.
  init?(_ bytes: [UInt8]) {
    let separator = Array("\r\n\r\n".utf8)
    guard let end = bytes.firstRange(of: separator) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      return nil
    }
    self.status = status
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    self.headers = headers
    body = Array(bytes[end.upperBound...])
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a JSON object; empty where it is none.
  var object: JSONDictionary {
    JSONDictionary((try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:])
  }

  /// The body as a list of JSON objects.
  var list: [JSONDictionary] {
    ((try? JSONSerialization.jsonObject(with: Data(body))) as? [[String: Any]] ?? []).map(JSONDictionary.init)
  }

  /// The value of the key `error`.
  var error: String? { object.string("error") }
}
