import Library
import Logging
import Tags

extension CoverStore {
  /// Keeps a cover again whose file is gone, where one of its music files still has it.
  func restore(_ cover: OwnCover) -> Bool {
    for path in cover.files {
      guard let image = Self.image(ofFileAt: path), image.hash == cover.key.hash else { continue }
      do throws(CoverFileError) {
        try files.write(image.bytes, as: cover.key.fileName)
        return true
      } catch {
        FolderScanner.logger.warning("\(error)")
        return false
      }
    }
    return false
  }

  /// As a scan finds it: in the file, else beside it.
  private static func image(ofFileAt path: String) -> CoverImage? {
    guard let slash = path.lastIndex(of: "/"), let reading = try? TagReader.read(path: path) else {
      return nil
    }
    if let image = reading.cover { return image }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    guard let listing = try? DirectoryListing(path: folder) else { return nil }
    return AlbumFolder(path: folder, coverName: listing.coverName, coverStamp: listing.coverStamp).loadCover()
  }
}
