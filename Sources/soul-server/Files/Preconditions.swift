import HTTPTypes

/// What a request makes its answer depend on (RFC 9110, section 13), and what becomes of it.
enum Preconditions: Equatable {
  case hold
  /// The client has it already: 304.
  case notModified
  /// It is not what the client takes it for: 412.
  case failed

  /// - Parameters:
  ///   - headers: those of a GET or a HEAD.
  ///   - tag: the file's entity tag, a strong one.
  ///   - modified: when the file was modified last, Unix seconds.
  init(_ headers: HTTPFields, tag: String, modified: Int64) {
    self = .hold
    // In the order of section 13.2.2: dates count only where no tag is named.
    if let tags = headers[.ifMatch] {
      guard Self.names(tags, tag, weakly: false) else {
        self = .failed
        return
      }
    } else if let time = headers[.ifUnmodifiedSince].flatMap(HTTPDate.time), modified > time {
      self = .failed
      return
    }
    if let tags = headers[.ifNoneMatch] {
      if Self.names(tags, tag, weakly: true) { self = .notModified }
    } else if let time = headers[.ifModifiedSince].flatMap(HTTPDate.time), modified <= time {
      self = .notModified
    }
  }

  /// - Parameter weakly: a weak tag names it, too (section 8.8.3.2).
  private static func names(_ tags: String, _ tag: String, weakly: Bool) -> Bool {
    tags.split(separator: ",").contains { part in
      let part = part.trimmingPrefix { $0 == " " || $0 == "\t" }
      let end = part.lastIndex { $0 != " " && $0 != "\t" } ?? part.startIndex
      let name = part[...end]
      return name == "*" || name == tag || (weakly && name.trimmingPrefix("W/") == tag)
    }
  }
}
