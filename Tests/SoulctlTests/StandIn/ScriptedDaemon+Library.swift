import Bus
import Contract

/// The library and its operations, as far as soulctl uses them.
extension ScriptedDaemon {
  static let operation: ObjectPath = "/org/soulplayer/operations/3"

  func libraryInterface() -> Interface {
    Interface(
      "org.soulplayer.Library",
      methods: [
        Method("Import", in: "folders", "options", out: "operation") {
          [self] (_: Call, folders: [String], options: VariantMap) async throws -> ObjectPath in
          await beginOperation("import")
          try await take("Import", folders.busValue, options.busValue)
          return Self.operation
        },
        Method("RemoveFolder", in: "folder") { [self] (_: Call, folder: String) async throws in
          try await take("RemoveFolder", folder.busValue)
        },
        Method("Search", in: "text", "filter", out: "tracks", "total") {
          [self] (_: Call, text: String, filter: VariantMap) async throws -> ([VariantMap], UInt64) in
          try await take("Search", text.busValue, filter.busValue)
          return page(filter, where: { $0["title"] == .string(text) })
        },
        Method("Tracks", in: "filter", out: "tracks", "total") {
          [self] (_: Call, filter: VariantMap) async throws -> ([VariantMap], UInt64) in
          try await take("Tracks", filter.busValue)
          return page(filter, where: { _ in true })
        },
      ],
      properties: [Property("Folders", [String].self), Property("TrackCount", UInt64.self)],
      signals: [Signal("LibraryChanged")])
  }

  private func page(
    _ filter: VariantMap, where isIncluded: (VariantMap) -> Bool
  ) -> ([VariantMap], UInt64) {
    guard case .uint32(let offset)? = filter["offset"], case .uint32(let limit)? = filter["limit"] else {
      return ([], 0)
    }
    let tracks = state.tracks.filter(isIncluded)
    return (Array(tracks.dropFirst(Int(offset)).prefix(Int(limit))), UInt64(tracks.count))
  }

  func beginOperation(_ kind: String) async {
    let interface = Interface(
      "org.soulplayer.Operation",
      methods: [
        Method("Cancel") { [self] (_: Call) async throws in
          try await take("Cancel")
          await end("cancelled")
        }
      ],
      properties: [
        Property("Kind", String.self, emits: .constant), Property("State", String.self),
        Property("Done", UInt64.self), Property("Total", UInt64.self), Property("Detail", String.self),
        Property("Error", String.self), Property("Message", String.self), Property("Result", VariantMap.self),
      ],
      signals: [Signal("Finished", ("state", String.self), ("result", VariantMap.self))])
    await connection.export([interface], at: Self.operation, managed: true)
    await connection.publish(
      [
        "Kind": kind.busValue, "State": "running".busValue, "Done": UInt64(1).busValue,
        "Total": UInt64(4).busValue, "Detail": "/music/a.flac".busValue, "Error": "".busValue,
        "Message": "".busValue, "Result": VariantMap().busValue,
      ], of: "org.soulplayer.Operation", at: Self.operation)
  }

  /// Ends the operation as the contract has it: the properties first, then the signal.
  func end(_ state: String, result: VariantMap = [:], error: String = "", message: String = "") async {
    await connection.publish(
      [
        "State": state.busValue, "Result": result.busValue, "Error": error.busValue,
        "Message": message.busValue,
      ], of: "org.soulplayer.Operation", at: Self.operation)
    await connection.emit(
      "Finished", of: "org.soulplayer.Operation", at: Self.operation, [state.busValue, result.busValue])
  }
}
