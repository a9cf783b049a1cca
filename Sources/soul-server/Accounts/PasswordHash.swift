import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: its scrypt key (RFC 7914) with a salt of its own.
struct PasswordHash: Sendable {
  /// OWASP's choice for 8 MiB: a server at home has little memory, and the work is the same.
  #if DEBUG
    // BoringSSL without optimisation is six times as slow, and each test's server hashes anew. Stored hashes say theirs.
    private static let rounds = 1 << 9
  #else
    private static let rounds = 1 << 13
  #endif
  private static let blockSize = 8
  private static let parallelism = 10
  private static let length = 32

  private let rounds: Int
  private let blockSize: Int
  private let parallelism: Int
  private let salt: [UInt8]
  private let key: [UInt8]

  /// Hashes a new password; it takes a tenth of a second, by intent.
  init(password: [UInt8]) throws(StartError) {
    rounds = Self.rounds
    blockSize = Self.blockSize
    parallelism = Self.parallelism
    salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
    guard
      let key = Self.key(password, salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    else { throw .password("it can't be hashed") }
    self.key = key
  }

  /// A hash that no password has.
  init() {
    rounds = Self.rounds
    blockSize = Self.blockSize
    parallelism = Self.parallelism
    salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
    key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
  }

  /// Takes back the stored form.
  init?(stored: String) {
    let parts = stored.split(separator: ":")
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
      let parallelism = Int(parts[3]), let salt = Base64URL.decoded(parts[4]),
      let key = Base64URL.decoded(parts[5])
    else { return nil }
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
    self.salt = salt
    self.key = key
  }

  var stored: String {
    "scrypt:\(rounds):\(blockSize):\(parallelism):\(Base64URL.encoded(salt)):\(Base64URL.encoded(key))"
  }

  /// Takes as long for a wrong password as for the right one.
  func matches(_ password: [UInt8]) -> Bool {
    guard
      let other = Self.key(password, salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism),
      other.count == key.count
    else { return false }
    return zip(other, key).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func key(
    _ password: [UInt8], _ salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int
  ) -> [UInt8]? {
    // The key is there until the closure has copied its bytes.
    try? KDF.Scrypt.deriveKey(
      from: password, salt: salt, outputByteCount: length, rounds: rounds, blockSize: blockSize,
      parallelism: parallelism
    ).withUnsafeBytes { Array($0) }
  }
}
