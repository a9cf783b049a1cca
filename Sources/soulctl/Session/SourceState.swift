import Bus
import Contract

/// What a source tells of itself (`org.soulplayer.Source`).
struct SourceState {
  let path: ObjectPath
  private let properties: VariantMap

  init(path: ObjectPath, properties: VariantMap) {
    self.path = path
    self.properties = properties
  }

  var number: Int64 { path.rawValue.split(separator: "/").last.flatMap { Int64($0) } ?? 0 }
  var name: String { text("Name") }
  var kind: String { text("Kind") }
  var url: String { text("Url") }
  var username: String { text("Username") }
  var isLocal: Bool { kind == "local" }
  var isActive: Bool { flag("Active") }
  var isOnline: Bool { flag("Online") }
  var isSignedIn: Bool { flag("SignedIn") }
  var tokens: TokenState { TokenState(rawValue: text("TokenState")) ?? (isSignedIn ? .unread : .none) }
  var syncState: String { text("SyncState") }
  /// Unix seconds; 0 = never.
  var lastSync: Int64 { properties["LastSync"]?.integer ?? 0 }
  var trackCount: UInt64 { properties["TrackCount"].flatMap { UInt64(busValue: $0) } ?? 0 }
  var lastError: String { text("LastError") }

  /// By the contract's names.
  var fields: VariantMap {
    let named: [FieldName: BusValue] = [
      .id: number.busValue, .source: path.busValue, .name: name.busValue, .kind: kind.busValue,
      .url: url.busValue, .username: username.busValue, .active: isActive.busValue,
      .online: isOnline.busValue, .signedIn: isSignedIn.busValue, .tokenState: tokens.rawValue.busValue,
      .syncState: syncState.busValue,
      .lastSync: lastSync.busValue, .trackCount: trackCount.busValue, .lastError: lastError.busValue,
    ]
    return VariantMap(uniqueKeysWithValues: named.map { ($0.rawValue, $1) })
  }

  private func text(_ property: String) -> String {
    properties[property].flatMap { String(busValue: $0) } ?? ""
  }

  private func flag(_ property: String) -> Bool {
    properties[property].flatMap { Bool(busValue: $0) } ?? false
  }
}
