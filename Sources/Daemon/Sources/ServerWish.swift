import Bus
import Contract
import Model
import Servers

/// A server that a client wants to add, as far as it can be judged without asking anybody.
struct ServerWish: Sendable {
  let name: String
  let url: ServerURL
  let username: String
  /// `nil`: the server is asked.
  let kind: Source.Kind?
  let caFile: String?
  let isInsecure: Bool

  /// - Throws: `BusFailure` `InvalidArgs`, `Insecure`.
  init(name: String, url: String, username: String, options: VariantMap) throws(BusFailure) {
    let options = try OptionArguments(options, keys: .kind, .insecure, .caFile)
    self.name = try SourceName(name).text
    guard !username.isEmpty, username.utf8.count <= 200, !username.utf8.contains(where: { $0 < 0x20 }) else {
      throw .invalidArguments("A user name has 1 to 200 bytes and no control characters.")
    }
    self.username = username
    isInsecure = try options.flag(.insecure) ?? false
    do throws(ServerError) {
      self.url = try ServerURL(url, isInsecure: isInsecure)
    } catch {
      throw BusFailure(error)
    }
    caFile = try options.text(.caFile)
    if let caFile {
      guard caFile.hasPrefix("/") else {
        throw .invalidArguments("“ca_file” takes an absolute path, not “\(caFile.prefix(200))”.")
      }
      do throws(ServerError) {
        try ServerAccount.checkAuthority(caFile)
      } catch {
        throw BusFailure(error)
      }
    }
    switch try options.text(.kind) {
    case nil: kind = nil
    case Source.Kind.soul.rawValue?: kind = .soul
    case Source.Kind.soulLegacy.rawValue?: kind = .soulLegacy
    case let other?: throw .invalidArguments("“kind” takes soul or soul-legacy, not “\(other.prefix(40))”.")
    }
  }
}
