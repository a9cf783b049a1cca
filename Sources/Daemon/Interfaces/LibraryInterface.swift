import Bus
import Contract
import Library
import Model
import Sync

/// `org.soulplayer.Library`.
enum LibraryInterface {
  static let name = InterfaceName(stringLiteral: InterfaceNames.library)

  static func make(_ library: LibraryStore, importer: Importer, covers: CoverFetcher) -> Interface {
    Interface(
      name,
      methods: [
        Method("Import", in: "folders", "options", out: "operation") {
          (_: Call, folders: [String], options: VariantMap) -> ObjectPath in
          _ = try OptionArguments(options)
          return try await importer.start(folders)
        },
        Method("RemoveFolder", in: "folder") { (_: Call, folder: String) in try await importer.remove(folder)
        },
        Method("Search", in: "text", "filter", out: "tracks", "total") {
          (_: Call, text: String, filter: VariantMap) -> (RecordList, UInt64) in
          let filter = try FilterArguments.filter(filter, orders: Library.TrackOrder.self)
          return try await reply({ $0.write(to: &$1) }, covers.show) { () throws(LibraryError) in
            try await library.search(text, filter)
          }
        },
        Method("Tracks", in: "filter", out: "tracks", "total") {
          (_: Call, filter: VariantMap) -> (RecordList, UInt64) in
          let filter = try FilterArguments.filter(filter, orders: Library.TrackOrder.self)
          return try await reply({ $0.write(to: &$1) }, covers.show) { () throws(LibraryError) in
            try await library.tracks(filter)
          }
        },
        Method("Albums", in: "filter", out: "albums", "total") {
          (_: Call, filter: VariantMap) -> (RecordList, UInt64) in
          let filter = try FilterArguments.filter(filter, orders: AlbumOrder.self)
          return try await reply({ $0.write(to: &$1) }, covers.show) { () throws(LibraryError) in
            try await library.albums(filter)
          }
        },
        Method("Artists", in: "filter", out: "artists", "total") {
          (_: Call, filter: VariantMap) -> (RecordList, UInt64) in
          let filter = try FilterArguments.filter(filter, orders: ArtistOrder.self)
          return try await reply({ $0.write(to: &$1) }) { () throws(LibraryError) in
            try await library.artists(filter)
          }
        },
        Method("Playlists", in: "filter", out: "playlists", "total") {
          (_: Call, filter: VariantMap) -> (RecordList, UInt64) in
          let filter = try FilterArguments.filter(filter, orders: PlaylistOrder.self)
          return try await reply({ $0.write(to: &$1) }) { () throws(LibraryError) in
            try await library.playlists(filter)
          }
        },
        Method("GetTrack", in: "id", out: "track") { (_: Call, id: UInt64) -> Record in
          let track: Track?
          do throws(LibraryError) {
            track = try await library.track(Track.ID(rawValue: Int64(clamping: id)))
          } catch { throw BusFailure(error) }
          guard let track else {
            throw BusFailure(
              .notFound, "There is no track \(id) in the library; “soulctl search” finds others.")
          }
          covers.show([track])
          return Record(track) { $0.writeDetails(to: &$1) }
        },
      ],
      properties: [
        Property("Folders", [String].self),
        Property("TrackCount", UInt64.self),
        Property("AvailableCount", UInt64.self),
      ],
      signals: [Signal("LibraryChanged")])
  }

  static func values(of totals: LibraryTotals) -> [MemberName: BusValue] {
    [
      "TrackCount": UInt64(max(0, totals.tracks)).busValue,
      "AvailableCount": UInt64(max(0, totals.available)).busValue,
    ]
  }

  static func values(of folders: [LibraryFolder]) -> [MemberName: BusValue] {
    ["Folders": folders.map(\.path).busValue]
  }

  private static func reply<Item>(
    _ write: (Item, inout RecordWriter) -> Void, _ show: ([Item]) -> Void = { _ in },
    _ list: () async throws(LibraryError) -> Page<Item>
  ) async throws -> (RecordList, UInt64) {
    do throws(LibraryError) {
      let page = try await list()
      // What has no cover here gets it later, and LibraryChanged tells of it.
      show(page.items)
      return (RecordList(page.items, write), UInt64(max(0, page.total)))
    } catch {
      throw BusFailure(error)
    }
  }
}
