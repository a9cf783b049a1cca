import Crypto
import Foundation

/// The key that signs tokens: 32 random bytes in a file of its own, readable for the owner alone.
struct SigningKey: Sendable {
  private static let length = 32

  let key: SymmetricKey

  /// Reads the key; makes it where there is none.
  /// - Parameter isNew: throws the old one away, and with it every token that it signed.
  static func open(at path: String, isNew: Bool) throws(StartError) -> SigningKey {
    if !isNew, let bytes = FileManager.default.contents(atPath: path) {
      guard bytes.count == length else {
        throw .key(path: path, reason: "it does not have \(length) bytes; --rotate-key makes a new one")
      }
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 == 0 else {
        throw .key(
          path: path, reason: "others may read it: chmod 600 it, and make a new one with --rotate-key")
      }
      return SigningKey(key: SymmetricKey(data: bytes))
    }
    guard isNew || !FileManager.default.fileExists(atPath: path) else {
      throw .key(path: path, reason: "it can't be read")
    }
    let key = SymmetricKey(size: .bits256)
    // The key is there until the closure has copied its bytes.
    try write(key.withUnsafeBytes { Array($0) }, to: path)
    return SigningKey(key: key)
  }

  /// Whole or not at all, and never readable for others.
  private static func write(_ bytes: [UInt8], to path: String) throws(StartError) {
    let part = path + ".part"
    unlink(part)
    let descriptor = Foundation.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .key(path: path, reason: String(cString: strerror(errno))) }
    let written = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard written, rename(part, path) == 0 else {
      unlink(part)
      throw .key(path: path, reason: String(cString: strerror(code)))
    }
  }
}
