import Bus
import Contract
import Glibc

/// The sources, as far as soulctl uses them.
extension ScriptedDaemon {
  static let local: [MemberName: BusValue] = source(name: "Local Files", kind: "local")

  static func source(
    name: String, kind: String, url: String = "", active: Bool = false, online: Bool = true,
    error: String = ""
  ) -> [MemberName: BusValue] {
    [
      "Name": name.busValue, "Kind": kind.busValue, "Url": url.busValue,
      "Username": (kind == "local" ? "" : "ann").busValue, "Active": active.busValue,
      "Online": online.busValue,
      "SignedIn": (kind != "local").busValue, "TokenState": (kind == "local" ? "none" : "stored").busValue,
      "SyncState": "idle".busValue, "LastSync": Int64(0).busValue,
      "TrackCount": UInt64(12).busValue, "LastError": error.busValue,
    ]
  }

  func sourcesInterface() -> Interface {
    Interface(
      "org.soulplayer.Sources",
      methods: [
        Method("AddServer", in: "name", "url", "username", "options", out: "operation") {
          [self] (_: Call, name: String, url: String, username: String, options: VariantMap) async throws
            -> ObjectPath in
          await beginOperation(OperationKinds.add)
          try await take("AddServer", name.busValue, url.busValue, username.busValue, options.busValue)
          return Self.operation
        },
        Method("RemoveSource", in: "source", "options", out: "operation") {
          [self] (_: Call, source: ObjectPath, options: VariantMap) async throws -> ObjectPath in
          await beginOperation(OperationKinds.remove)
          try await take("RemoveSource", source.busValue, options.busValue)
          return Self.operation
        },
        Method("SetActive", in: "source") { [self] (_: Call, source: ObjectPath) async throws in
          try await take("SetActive", source.busValue)
        },
        Method("SignIn", in: "source", "secret", "options", out: "operation") {
          [self] (_: Call, source: ObjectPath, secret: UnixFD, options: VariantMap) async throws -> ObjectPath
          in
          await beginOperation(OperationKinds.signIn)
          try await take("SignIn", source.busValue, Self.text(of: secret).busValue)
          return Self.operation
        },
        Method("SignOut", in: "source") { [self] (_: Call, source: ObjectPath) async throws in
          try await take("SignOut", source.busValue)
        },
        Method("Sync", in: "source", "options", out: "operation") {
          [self] (_: Call, source: ObjectPath, options: VariantMap) async throws -> ObjectPath in
          await beginOperation(OperationKinds.sync)
          try await take("Sync", source.busValue, options.busValue)
          return Self.operation
        },
        Method("CheckConnectivity", in: "source", out: "operation") {
          [self] (_: Call, source: ObjectPath) async throws -> ObjectPath in
          await beginOperation(OperationKinds.check)
          try await take("CheckConnectivity", source.busValue)
          return Self.operation
        },
      ])
  }

  func publishSources() async {
    for (index, values) in state.sources.enumerated() {
      let path = ObjectPath(stringLiteral: ObjectPaths.source(Int64(index + 1)))
      let interface = Interface(
        "org.soulplayer.Source",
        properties: [
          Property(
            "Name", String.self,
            write: { [self] (_: Call, name: String) async throws in
              try await take("Name", name.busValue)
              await connection.publish(["Name": name.busValue], of: "org.soulplayer.Source", at: path)
            }),
          Property("Kind", String.self), Property("Url", String.self), Property("Username", String.self),
          Property("Active", Bool.self), Property("Online", Bool.self), Property("SignedIn", Bool.self),
          Property("TokenState", String.self), Property("SyncState", String.self),
          Property("LastSync", Int64.self),
          Property("TrackCount", UInt64.self), Property("LastError", String.self),
        ])
      await connection.export([interface], at: path, managed: true)
      await connection.publish(values, of: "org.soulplayer.Source", at: path)
    }
  }

  /// What a pipe holds, to its end.
  private static func text(of pipe: UnixFD) -> String {
    var bytes = [UInt8](repeating: 0, count: 8_192)
    var length = 0
    while case let count = read(pipe.descriptor, &bytes[length], bytes.count - length), count > 0 {
      length += count
    }
    return String(decoding: bytes.prefix(length), as: UTF8.self)
  }
}
