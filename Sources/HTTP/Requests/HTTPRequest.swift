/// What to ask a server.
public struct HTTPRequest: Sendable {
  public var method: HTTPMethod
  /// Absolute, `http` or `https`; spaces and what is not ASCII are encoded on the way.
  public var url: String
  /// `Content-Length`, `Transfer-Encoding`, `Host`, `Connection` and `Accept-Encoding` are the client's own.
  public var headers: [HTTPHeader]
  /// What to send; `nil` for nothing. Its copy within the client is overwritten once it was sent.
  public var body: [UInt8]?
  public var limits: HTTPLimits
  public var trust: HTTPTrust
  public var redirects: HTTPRedirects
  public var proxies: HTTPProxies

  public init(
    _ method: HTTPMethod = .get, _ url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    limits: HTTPLimits = HTTPLimits(), trust: HTTPTrust = .system, redirects: HTTPRedirects = .refused,
    proxies: HTTPProxies = .allowed
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
    self.trust = trust
    self.redirects = redirects
    self.proxies = proxies
  }
}
