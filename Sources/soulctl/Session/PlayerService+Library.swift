import Bus
import Contract

/// The library's lists.
extension PlayerService {
  /// What one call may ask for at most.
  static let pageSize = 1000

  /// - Parameters:
  ///   - member: `Tracks`, `Albums`, `Artists` or, with `text`, `Search`.
  ///   - filter: without offset and limit.
  ///   - part: any limit; long lists are asked for in parts.
  func list(
    _ member: MemberName, text: String? = nil, filter: VariantMap, part: ListPart
  ) async throws(CommandFailure) -> Page {
    var page = Page(records: [], total: 0)
    repeat {
      let size = min(part.limit - page.records.count, Self.pageSize)
      var filter = filter
      filter[FieldName.offset.rawValue] = .uint32(UInt32(clamping: part.offset + page.records.count))
      filter[FieldName.limit.rawValue] = .uint32(UInt32(size))
      let reply = try await call(
        member, of: InterfaceNames.library, at: ObjectPaths.service,
        (text.map { [$0.busValue] } ?? []) + [filter.busValue])
      let records: [VariantMap] = try result(0, of: reply, from: member.rawValue)
      page = Page(
        records: page.records + records.map(Record.init),
        total: try result(1, of: reply, from: member.rawValue))
      if records.count < size { break }
    } while page.records.count < part.limit
    return page
  }

  func folders() async throws(CommandFailure) -> [String] {
    let library = try await properties(of: InterfaceNames.library, at: ObjectPaths.service)
    return try value("Folders", in: library)
  }

  /// Throws `emptyLibrary` where nothing has been imported: then there is nothing to play or to scan.
  func requireMusic(_ environment: [String: String]) async throws(CommandFailure) {
    if try await isEmpty() { throw .emptyLibrary(musicFolder: MusicFolder.find(environment)) }
  }

  /// Tells why a list is empty where nothing has been imported.
  /// - Returns: whether that is so.
  func hintAtImport(on console: Console) async throws(CommandFailure) -> Bool {
    guard try await isEmpty() else { return false }
    console.note(CommandFailure.emptyLibrary(musicFolder: MusicFolder.find(console.environment)).message)
    return true
  }

  private func isEmpty() async throws(CommandFailure) -> Bool {
    let library = try await properties(of: InterfaceNames.library, at: ObjectPaths.service)
    let folders: [String] = try value("Folders", in: library)
    let tracks: UInt64 = try value("TrackCount", in: library)
    return folders.isEmpty && tracks == 0
  }
}
