/// The head of an answer while its lines come in (RFC 9112 §2).
struct ResponseHead {
  private(set) var status = 0
  private(set) var headers = HTTPHeaders()
  /// Whether the empty line after the final answer's fields was there.
  private(set) var isComplete = false
  /// Bytes of all lines so far, those of interim answers and trailers too.
  private(set) var byteCount = 0

  /// - Returns: whether the head is complete with this line, which is so once.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    byteCount += line.count
    // What comes after the body tells nothing that we need.
    guard !isComplete else { return false }
    let text = Self.text(of: line)
    if text.isEmpty {
      // An interim answer (1xx): another one follows.
      guard status >= 200 else { return false }
      isComplete = true
      return true
    }
    if text.hasPrefix("HTTP/") || text.hasPrefix("ICY ") {
      headers.removeAll()
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    } else if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
      headers.continueLast(with: text.trimmed)
    } else if let colon = text.firstIndex(of: ":") {
      headers.append(HTTPHeader(text[..<colon].trimmed, text[text.index(after: colon)...].trimmed))
    }
    return false
  }

  /// Bytes of the body as they are sent; `nil` where the head doesn't say it.
  /// - Throws: where the head says it in two ways, or not in digits.
  func contentLength() throws(HeadDefect) -> Int64? {
    let values = Set(headers.values(of: "Content-Length"))
    guard let value = values.first else { return nil }
    guard values.count == 1, value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let length = Int64(value)
    else { throw .badLength }
    return length
  }

  /// Where a redirect leads; `nil` where this is none.
  var redirectTarget: String? { headers.redirectTarget(status: status) }

  enum HeadDefect: Error {
    case badLength
  }

  /// UTF-8 where it is that, else Latin-1, which every byte is; without the end of the line.
  private static func text(of line: UnsafeRawBufferPointer) -> String {
    let end = line.lastIndex { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0
    let bytes = UnsafeRawBufferPointer(rebasing: line[..<end])
    return String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

extension StringProtocol {
  /// Without the spaces and tabs around it.
  fileprivate var trimmed: String {
    let isContent: (Character) -> Bool = { $0 != " " && $0 != "\t" }
    guard let first = firstIndex(where: isContent), let last = lastIndex(where: isContent) else { return "" }
    return String(self[first...last])
  }
}
