import Bus
import Contract
import Model

/// `org.soulplayer.Sources`.
enum SourcesInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.sources)

  static func make(_ registry: SourceRegistry) -> Interface {
    Interface(
      name,
      methods: [
        Method("AddServer", in: "name", "url", "username", "options", out: "operation") {
          (_: Call, name: String, url: String, username: String, options: VariantMap) -> ObjectPath in
          let wish = try ServerWish(name: name, url: url, username: username, options: options)
          return await registry.add(wish)
        },
        Method("RemoveSource", in: "source", "options", out: "operation") {
          (_: Call, source: ObjectPath, options: VariantMap) -> ObjectPath in
          let options = try OptionArguments(options, keys: .keepFiles)
          return try await registry.remove(
            Source.ID(path: source), keepFiles: try options.flag(.keepFiles) ?? false)
        },
        Method("SetActive", in: "source") { (_: Call, source: ObjectPath) in
          try await registry.setActive(Source.ID.orNone(source))
        },
        Method("SignIn", in: "source", "secret", "options", out: "operation") {
          (_: Call, source: ObjectPath, secret: UnixFD, options: VariantMap) -> ObjectPath in
          let options = try OptionArguments(options, keys: .interactive)
          return try await registry.signIn(
            Source.ID(path: source), secret: try SecretDescriptor(secret),
            mayPrompt: try options.flag(.interactive) ?? true)
        },
        Method("SignOut", in: "source") { (_: Call, source: ObjectPath) in
          try await registry.signOut(Source.ID(path: source))
        },
        Method("Sync", in: "source", "options", out: "operation") {
          (_: Call, source: ObjectPath, options: VariantMap) -> ObjectPath in
          let options = try OptionArguments(options, keys: .full)
          return try await registry.sync(
            Source.ID.orNone(source), isFull: try options.flag(.full) ?? false)
        },
        Method("CheckConnectivity", in: "source", out: "operation") {
          (_: Call, source: ObjectPath) -> ObjectPath in
          try await registry.checkConnectivity(Source.ID(path: source))
        },
      ],
      properties: [
        Property("ActiveServer", ObjectPath.self),
        Property("Online", Bool.self),
      ])
  }

  static func values(of sources: [SourceDetails]) -> [MemberName: BusValue] {
    let active = sources.first { $0.source.isActive }
    return [
      "ActiveServer": (active?.id.path ?? ObjectPath(stringLiteral: ObjectPaths.none)).busValue,
      "Online": (active?.source.isOnline ?? false).busValue,
    ]
  }
}
