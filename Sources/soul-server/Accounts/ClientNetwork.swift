import Glibc
import NIOCore

/// A client's address as far as one person has it: in IPv6 a household has 64 bits for itself.
///
/// The bytes, not the text: `2001:db8::a:0:0:1` leaves out what others of its network spell.
struct ClientNetwork: Hashable {
  private let bytes: [UInt8]

  init(_ address: SocketAddress?) {
    // Addresses are plain bytes without padding, and each is copied before the closure returns.
    switch address {
    case .v4(let address):
      bytes = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
    case .v6(let address):
      let all = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
      // An IPv4 client of a socket that listens on both (RFC 4291, section 2.5.5.2).
      let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
      bytes = isMapped ? Array(all[12...]) : Array(all[..<8])
    case .unixDomainSocket, nil:
      bytes = []
    }
  }
}
