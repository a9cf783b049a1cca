import HTTP

/// The address of a server, checked and in one form: what was typed in two ways and means the same is equal.
///
/// `https://music.example.org`, `http://[::1]:4040/base`: lower case scheme and host, no port where it is the
/// scheme's own, percent-encoding only where it is needed, no slash at the end.
public struct ServerURL: Hashable, Sendable {
  public enum Scheme: String, Sendable {
    case http, https

    var port: UInt16 { self == .http ? 80 : 443 }
  }

  public let scheme: Scheme
  let host: ServerHost
  public let port: UInt16
  /// The path that the server's routes begin below: empty, or from a slash on and without one at its end.
  let basePath: String

  /// Reads what a person typed.
  ///
  /// Without a scheme it is `https`, but `http` for this device's own addresses: nothing leaves the machine there, and
  /// hardly anybody has a certificate for `localhost`. Plain `http` to anything but this device, private address
  /// ranges (RFC 1918, RFC 4193, link-local) and `.local` (RFC 6762) or `.home.arpa` (RFC 8375) names is refused: a
  /// password would cross foreign networks in the clear. A name such as `nas` may lead anywhere, so it counts as foreign.
  /// - Parameter isInsecure: allows plain `http` to anywhere.
  public init(_ typed: String, isInsecure: Bool = false) throws(ServerError) {
    func invalid(_ reason: String) -> ServerError {
      .invalidAddress(AddressText.shown(typed), reason: reason)
    }
    var rest = Substring(AddressText.trimmed(typed))
    guard !rest.isEmpty else { throw invalid("it is empty; give one such as https://music.example.org") }
    guard !rest.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "\\" }) else {
      throw invalid("spaces, backslashes and control characters have no place in it")
    }
    let scheme = try Self.takeScheme(&rest, invalid)
    guard !rest.contains("?"), !rest.contains("#") else {
      throw invalid("leave away what begins with ? or #")
    }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else {
      throw invalid("a user name or password is given apart, never in the address")
    }
    let (hostText, portText) = Self.split(authority)
    guard let host = ServerHost(String(hostText)) else {
      throw invalid(
        "\"\(hostText)\" is no host: a name in ASCII letters (xn--… for others), or an IP address")
    }
    self.host = host
    self.scheme = scheme ?? (host.isLoopback ? .http : .https)
    if let portText {
      guard portText.allSatisfy({ $0.isASCII && $0.isNumber }), let port = UInt16(portText), port > 0 else {
        throw invalid("\"\(portText)\" is no port; that is a number from 1 to 65535")
      }
      self.port = port
    } else {
      port = self.scheme.port
    }
    guard let path = AddressText.normalisedPath(rest.dropFirst(authority.count)) else {
      throw invalid("its path has a percent sign that encodes nothing, or \".\" or \"..\" in it")
    }
    basePath = path
    guard !isExposed || isInsecure else { throw .insecure(origin) }
  }

  private init(scheme: Scheme, host: ServerHost, port: UInt16, basePath: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.basePath = basePath
  }

  /// The same place, in the other scheme.
  var inOtherScheme: ServerURL {
    ServerURL(scheme: scheme == .https ? .http : .https, host: host, port: port, basePath: basePath)
  }

  /// Whether what is sent here crosses foreign networks in the clear.
  var isExposed: Bool { scheme == .http && !host.isPrivate }

  /// Scheme, host and port: what a token belongs to.
  public var origin: String {
    let authority = port == scheme.port ? host.text : "\(host.text):\(port)"
    return "\(scheme.rawValue)://\(authority)"
  }

  /// The whole address, as it is stored and shown.
  public var text: String { origin + basePath }

  /// What is sent here carries credentials, or soon will: no proxy is handed it to read. Within private networks none
  /// is asked at all for plain `http`: it could lead nowhere but out of them.
  var proxies: HTTPProxies { scheme == .http && host.isPrivate ? .refused : .tunnelled }

  /// The URL of a route.
  /// - Parameters:
  ///   - segments: the path below the base, not encoded; none is empty, `.` or `..`.
  ///   - query: names and values, not encoded.
  func url(_ segments: [String], query: [(name: String, value: String)] = []) -> String {
    text + Self.route(segments, query: query)
  }

  /// Path and query below the base, encoded: what an error names.
  static func route(_ segments: [String], query: [(name: String, value: String)] = []) -> String {
    var route = segments.map { "/" + AddressText.encoded($0) }.joined()
    for (index, item) in query.enumerated() {
      route += (index == 0 ? "?" : "&") + "\(item.name)=\(AddressText.encoded(item.value))"
    }
    return route
  }

  private static func takeScheme(
    _ rest: inout Substring, _ invalid: (String) -> ServerError
  ) throws(ServerError) -> Scheme? {
    guard let end = rest.firstRange(of: "://") else { return nil }
    let name = rest[..<end.lowerBound].lowercased()
    guard let scheme = Scheme(rawValue: name) else {
      throw invalid("it has to begin with https:// or http://")
    }
    rest = rest[end.upperBound...]
    return scheme
  }

  /// Host and port of `host:port`, `[v6]:port`, or a bare IPv6 address.
  private static func split(_ authority: Substring) -> (host: Substring, port: Substring?) {
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return (authority, nil) }
      let after = authority[authority.index(after: end)...]
      guard !after.isEmpty else { return (authority, nil) }
      guard after.first == ":" else { return (authority, nil) }
      return (authority[...end], after.dropFirst())
    }
    guard authority.count(where: { $0 == ":" }) == 1, let colon = authority.firstIndex(of: ":") else {
      return (authority, nil)
    }
    return (authority[..<colon], authority[authority.index(after: colon)...])
  }
}
