/// Where music comes from: this device, or one server.
public struct Source: Hashable, Sendable {
  public typealias ID = Identifier<Source>

  /// What a source is and, for a server, the protocol that it speaks.
  public enum Kind: String, Sendable {
    case local
    case soul
    case soulLegacy = "soul-legacy"
    case subsonic
  }

  /// The files of this device: always there, never removed.
  public static let localID = ID(rawValue: 1)

  public let id: ID
  public var name: String
  public var kind: Kind
  public var isActive: Bool
  public var isOnline: Bool

  public init(id: ID, name: String, kind: Kind, isActive: Bool, isOnline: Bool) {
    self.id = id
    self.name = name
    self.kind = kind
    self.isActive = isActive
    self.isOnline = isOnline
  }
}
