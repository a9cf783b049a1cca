import Library
import Synchronization
import Tags

/// One folder of files, with the cover that lies beside them.
final class AlbumFolder: Sendable {
  /// Absolute.
  let path: String
  /// The name of `cover.*` or `folder.*`.
  let coverName: String?
  /// Another cover, or a changed one, has another stamp; 0 = there is none.
  let coverStamp: Int64

  private enum Cover {
    case untried
    case loaded(CoverImage?)
  }

  private let cover = Mutex(Cover.untried)

  init(path: String, coverName: String?, coverStamp: Int64) {
    self.path = path
    self.coverName = coverName
    self.coverStamp = coverStamp
  }

  func path(of name: String) -> String {
    path == "/" ? "/" + name : "\(path)/\(name)"
  }

  /// Reads the cover once for all the folder's files.
  /// - Returns: `nil` where there is none or it is no picture.
  func loadCover() -> CoverImage? {
    guard let coverName else { return nil }
    return cover.withLock { cover in
      if case .loaded(let image) = cover { return image }
      let image = try? CoverImage(path: path(of: coverName))
      cover = .loaded(image)
      return image
    }
  }
}
