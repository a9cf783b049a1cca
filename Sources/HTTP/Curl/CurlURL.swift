import CCurl
import Glibc

/// A URL as libcurl itself reads it, so that what is checked is what is asked.
final class CurlURL {
  /// Where requests of one kind of trust go (RFC 6454 §4).
  struct Origin: Hashable {
    let scheme: String
    let host: String
    let port: String
  }

  /// The longest URL that is taken, bytes.
  private static let maximumLength = 16_384

  /// libcurl's handle; owned.
  let pointer: OpaquePointer
  let origin: Origin

  /// - Parameter text: an absolute URL.
  /// - Throws: `HTTPError.invalidURL`.
  convenience init(_ text: String) throws(HTTPError) {
    try CurlLibrary.start()
    guard let made = soul_curl_url() else { throw .failed(reason: "there is no memory left") }
    try self.init(owning: made, setting: text)
  }

  /// - Parameter text: absolute, or seen from the URL in `pointer`.
  private init(owning pointer: OpaquePointer, setting text: String) throws(HTTPError) {
    do throws(HTTPError) {
      try Self.set(text, in: pointer)
      origin = try Self.origin(of: pointer)
    } catch {
      soul_curl_url_cleanup(pointer)
      throw error
    }
    self.pointer = pointer
  }

  deinit {
    soul_curl_url_cleanup(pointer)
  }

  /// Where a `Location` leads from here. Its user and password are not taken over.
  /// - Throws: `HTTPError.invalidURL`.
  func resolve(_ location: String) throws(HTTPError) -> CurlURL {
    guard let copy = soul_curl_url_dup(pointer) else { throw .failed(reason: "there is no memory left") }
    let target = try CurlURL(owning: copy, setting: location)
    if target.origin != origin {
      soul_curl_url_set(target.pointer, CURLUPART_USER, nil, 0)
      soul_curl_url_set(target.pointer, CURLUPART_PASSWORD, nil, 0)
    }
    return target
  }

  /// The whole, with all that it holds.
  var text: String {
    Self.part(CURLUPART_URL, of: pointer) ?? ""
  }

  /// `scheme://host`, with the port where it is not the scheme's own.
  var server: String {
    let isUsual = origin.port == (origin.scheme == "https" ? "443" : "80")
    return "\(origin.scheme)://\(origin.host)" + (isUsual ? "" : ":\(origin.port)")
  }

  /// The server and the path: what can be shown and logged.
  var place: String {
    server + (Self.part(CURLUPART_PATH, of: pointer) ?? "/")
  }

  /// Whether the server is this machine.
  var isLoopback: Bool {
    let host = origin.host
    if host == "localhost" || host.hasSuffix(".localhost") { return true }
    var address = in_addr()
    if inet_pton(AF_INET, host, &address) == 1 { return UInt32(bigEndian: address.s_addr) >> 24 == 127 }
    var longAddress = in6_addr()
    let inner = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    guard inet_pton(AF_INET6, inner, &longAddress) == 1 else { return false }
    // 16 bytes without padding, read while they are there.
    return withUnsafeBytes(of: longAddress) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
  }

  /// The number of the network interface that an IPv6 address's zone names (RFC 6874); `nil` without a zone.
  ///
  /// libcurl 7.88 forgets the zone where it is handed a parsed URL.
  /// - Throws: `HTTPError.invalidURL` where this machine has no such interface.
  func scope() throws(HTTPError) -> Int? {
    guard let zone = Self.part(CURLUPART_ZONEID, of: pointer) else { return nil }
    let index = UInt32(zone) ?? if_nametoindex(zone)
    guard index > 0 else { throw .invalidURL(reason: "this machine has no network interface \(zone)") }
    return Int(index)
  }

  private static func set(_ text: String, in pointer: OpaquePointer) throws(HTTPError) {
    guard text.utf8.count <= maximumLength else {
      throw .invalidURL(reason: "it is longer than \(maximumLength) bytes")
    }
    // A NUL would end the text for libcurl, and a line feed the request's first line.
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .invalidURL(reason: "it holds control characters")
    }
    let code = soul_curl_url_set(
      pointer, CURLUPART_URL, text, UInt32(CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME))
    guard code == CURLUE_OK else {
      throw .invalidURL(reason: String(cString: soul_curl_url_strerror(code)).lowercased())
    }
  }

  private static func origin(of pointer: OpaquePointer) throws(HTTPError) -> Origin {
    guard let scheme = part(CURLUPART_SCHEME, of: pointer)?.lowercased(),
      scheme == "http" || scheme == "https"
    else {
      throw .invalidURL(reason: "it is not http or https")
    }
    guard let host = part(CURLUPART_HOST, of: pointer)?.lowercased(), !host.isEmpty else {
      throw .invalidURL(reason: "it names no server")
    }
    let zone = part(CURLUPART_ZONEID, of: pointer).map { "\(host.dropLast())%25\($0)]" }
    let port = part(CURLUPART_PORT, of: pointer, flags: UInt32(CURLU_DEFAULT_PORT)) ?? ""
    return Origin(scheme: scheme, host: zone ?? host, port: port)
  }

  private static func part(_ part: CURLUPart, of pointer: OpaquePointer, flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard soul_curl_url_get(pointer, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { soul_curl_free(text) }
    return String(cString: text)
  }
}
