/// Why there is no answer, or not all of it.
///
/// `server` is `scheme://host:port`, `url` has neither user, password, query nor fragment: both can be shown and logged.
public enum HTTPError: Error, Hashable, Sendable {
  /// No URL, or not one of `http` and `https`.
  case invalidURL(reason: String)
  /// A header that would break the request, or that the client sets by itself. Never holds its value.
  case invalidHeader(name: String, reason: String)
  /// The server's name is not known.
  case unresolved(host: String)
  /// Nothing listens there.
  case refused(server: String)
  /// No way leads there.
  case unreachable(server: String, reason: String)
  case timedOut(url: String, limit: HTTPTimeLimit)
  /// No TLS connection that could be trusted.
  case untrusted(server: String, failure: HTTPTrustFailure)
  /// The answer sends the request elsewhere.
  case redirected(url: String, to: String, failure: HTTPRedirectFailure)
  /// The body is longer than this many bytes, or the head.
  case tooLarge(url: String, limit: Int)
  /// What came is not HTTP, or contradicts itself.
  case malformed(url: String, reason: String)
  /// The connection ended before the answer did.
  /// - Parameter received: bytes of the body that came before; of a stream, all that `next` gave.
  case interrupted(url: String, received: Int64)
  /// The task that waited was cancelled, or the stream was.
  case cancelled
  /// The client was closed.
  case closed
  /// libcurl, or a function of it, so that nothing can be asked.
  case libraryMissing(name: String)
  /// libcurl itself failed: no memory, no descriptors left.
  case failed(reason: String)
}
