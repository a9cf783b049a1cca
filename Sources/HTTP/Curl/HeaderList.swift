import CCurl

/// The header lines of a request as libcurl takes them. What they held is overwritten when they go.
final class HeaderList {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?

  /// - Throws: `HTTPError.invalidHeader`.
  init(_ headers: [HTTPHeader], hasBody: Bool, isDecoded: Bool) throws(HTTPError) {
    for header in headers {
      try header.check()
      // A header without a value is written with a semicolon: with a colon libcurl leaves it out.
      try append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    // libcurl would wait for a second for a leave to send, and name a type that is wrong for us.
    if hasBody { try append("Expect:") }
    if hasBody, !headers.contains(where: { $0.isNamed("Content-Type") }) { try append("Content-Type:") }
    if !isDecoded { try append("Accept-Encoding: identity") }
  }

  deinit {
    var next = pointer
    while let line = next {
      soul_erase_text(line.pointee.data)
      next = line.pointee.next
    }
    soul_curl_slist_free_all(pointer)
  }

  private func append(_ line: String) throws(HTTPError) {
    guard let longer = soul_curl_slist_append(pointer, line) else {
      throw .failed(reason: "there is no memory left")
    }
    pointer = longer
  }
}

extension HTTPHeader {
  /// What the client says by itself: two of them in one request are read differently by different servers.
  private static let reserved = [
    "Content-Length", "Transfer-Encoding", "Host", "Connection", "Accept-Encoding", "Expect", "Upgrade", "TE",
    "Trailer",
  ]

  func isNamed(_ other: String) -> Bool {
    name.lowercased() == other.lowercased()
  }

  /// - Throws: `HTTPError.invalidHeader` where name or value would break the request (RFC 9110 §5.1, §5.5).
  fileprivate func check() throws(HTTPError) {
    guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenByte) else {
      throw .invalidHeader(name: String(name.filter(\.isASCIIName)), reason: "that is no name of a header")
    }
    guard !Self.reserved.contains(where: isNamed) else {
      throw .invalidHeader(name: name, reason: "it is set by the client itself")
    }
    guard value.utf8.allSatisfy({ $0 == UInt8(ascii: "\t") || ($0 >= 0x20 && $0 != 0x7F) }) else {
      throw .invalidHeader(name: name, reason: "its value holds control characters")
    }
  }
}

extension Character {
  fileprivate var isASCIIName: Bool { utf8.allSatisfy(\.isTokenByte) }
}

extension UInt8 {
  /// RFC 9110 §5.6.2.
  fileprivate var isTokenByte: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
