import Glibc

/// The host of an address, in its one form, and how far away it may be.
struct ServerHost: Hashable, Sendable {
  /// As it stands in a URL: an IPv6 address in brackets.
  let text: String
  /// This device itself.
  let isLoopback: Bool
  /// This device, or a network that no router of the internet leads to.
  let isPrivate: Bool

  /// - Parameter typed: a name, an IPv4 address, or an IPv6 address with or without brackets and zone.
  /// - Returns: `nil` where it is none of these.
  init?(_ typed: String) {
    let lowercased = typed.lowercased()
    if lowercased.first == "[" {
      guard lowercased.last == "]" else { return nil }
      self.init(v6: String(lowercased.dropFirst().dropLast()))
    } else if lowercased.contains(":") {
      self.init(v6: lowercased)
    } else if Self.looksNumeric(lowercased) {
      // `127.1` and `0x7f000001` are addresses to some programs and names to others: neither.
      guard let bytes = Self.v4(lowercased) else { return nil }
      self.init(text: lowercased, isLoopback: bytes[0] == 127, isPrivate: Self.isPrivate(v4: bytes))
    } else {
      self.init(name: lowercased)
    }
  }

  private init(text: String, isLoopback: Bool, isPrivate: Bool) {
    self.text = text
    self.isLoopback = isLoopback
    self.isPrivate = isPrivate || isLoopback
  }

  private init?(name: String) {
    let name = name.last == "." ? String(name.dropLast()) : name
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !name.isEmpty, name.utf8.count <= 253, labels.allSatisfy(Self.isLabel) else { return nil }
    self.init(
      text: name, isLoopback: labels.last == "localhost",
      isPrivate: labels.count > 1 && (labels.last == "local" || name.hasSuffix(".home.arpa")))
  }

  private init?(v6 typed: String) {
    let parts = typed.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let bytes = Self.v6(String(parts[0])), let address = Self.text(v6: bytes) else { return nil }
    var zone = ""
    if parts.count == 2 {
      // RFC 6874: in a URL the percent sign is itself encoded.
      let name = parts[1].hasPrefix("25") && parts[1].count > 2 ? parts[1].dropFirst(2) : parts[1]
      guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) || $0 == UInt8(ascii: ".") }) else {
        return nil
      }
      zone = "%25\(name)"
    }
    let mapped = bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) ? Array(bytes[12...]) : nil
    let isLoopback = mapped.map { $0[0] == 127 } ?? (bytes == Array(repeating: 0, count: 15) + [1])
    let isUniqueLocal = bytes[0] & 0xFE == 0xFC
    let isLinkLocal = bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    self.init(
      text: "[\(address)\(zone)]", isLoopback: isLoopback,
      isPrivate: mapped.map(Self.isPrivate) ?? (isUniqueLocal || isLinkLocal))
  }

  private static func isPrivate(v4 bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1]) {
    case (127, _), (10, _), (172, 16...31), (192, 168), (169, 254): true
    default: false
    }
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.utf8.allSatisfy(isNameByte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether the last label is a number: then it is an IPv4 address in some writing or other (WHATWG URL, §3.5).
  private static func looksNumeric(_ host: String) -> Bool {
    let name = host.last == "." ? host.dropLast() : Substring(host)
    guard let last = name.split(separator: ".", omittingEmptySubsequences: false).last, !last.isEmpty else {
      return false
    }
    return last.allSatisfy { $0.isASCII && $0.isNumber }
      || (last.hasPrefix("0x") && last.dropFirst(2).allSatisfy { $0.isASCII && $0.isHexDigit })
  }

  private static func v4(_ text: String) -> [UInt8]? {
    var address = in_addr()
    guard inet_pton(AF_INET, text, &address) == 1 else { return nil }
    // A number without padding, whose bytes are copied.
    return withUnsafeBytes(of: address.s_addr) { Array($0) }
  }

  private static func v6(_ text: String) -> [UInt8]? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
    // 16 bytes without padding, which are copied.
    return withUnsafeBytes(of: address) { Array($0) }
  }

  /// RFC 5952's form.
  private static func text(v6 bytes: [UInt8]) -> String? {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
