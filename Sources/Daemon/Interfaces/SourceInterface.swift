import Bus
import Contract
import Model

/// `org.soulplayer.Source`.
enum SourceInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.source)

  static func make(_ source: Source.ID, _ registry: SourceRegistry) -> Interface {
    Interface(
      name,
      properties: [
        Property(
          "Name", String.self,
          write: { (_: Call, name: String) in try await registry.rename(source, to: name) }),
        Property("Kind", String.self),
        Property("Url", String.self),
        Property("Username", String.self),
        Property("Active", Bool.self),
        Property("Online", Bool.self),
        Property("SignedIn", Bool.self),
        Property("TokenState", String.self),
        Property("SyncState", String.self),
        Property("LastSync", Int64.self),
        Property("TrackCount", UInt64.self),
        Property("LastError", String.self),
      ])
  }

  static func values(of state: SourceState) -> [MemberName: BusValue] {
    let details = state.details
    return [
      "Name": details.source.name.busValue,
      "Kind": details.source.kind.rawValue.busValue,
      "Url": details.url.busValue,
      "Username": details.username.busValue,
      "Active": details.source.isActive.busValue,
      "Online": details.source.isOnline.busValue,
      "SignedIn": state.isSignedIn.busValue,
      "TokenState": (state.isSignedIn ? state.tokens.rawValue : "none").busValue,
      "SyncState": state.sync.rawValue.busValue,
      "LastSync": (details.lastSync ?? 0).busValue,
      "TrackCount": UInt64(max(0, details.trackCount)).busValue,
      "LastError": (state.warning ?? details.lastError ?? "").busValue,
    ]
  }
}
