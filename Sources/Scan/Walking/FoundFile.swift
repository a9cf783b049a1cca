import Model

/// A music file as the walk found it, not opened yet.
struct FoundFile: Sendable {
  let folder: AlbumFolder
  let name: String
  let stamp: FileStamp

  var path: String { folder.path(of: name) }

  /// The name without its extension: the title of a file that has none.
  var stem: String {
    name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
