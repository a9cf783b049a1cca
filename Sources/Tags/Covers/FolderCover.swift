/// The picture that lies beside an album's files.
public enum FolderCover {
  private static let stems = ["cover", "folder"]
  private static let extensions = ["jpg", "jpeg", "png", "webp"]

  /// - Parameter listing: the names in one folder.
  /// - Returns: the name of `cover.*`, else of `folder.*`, in any case; JPEG before PNG before WebP.
  public static func find(in listing: some Sequence<String>) -> String? {
    listing
      .compactMap { name in rank(of: name).map { (rank: $0, name: name) } }
      .min { ($0.rank, $0.name) < ($1.rank, $1.name) }?
      .name
  }

  /// - Returns: the picture's place in the order of preference, lowest first; `nil` for any other name.
  public static func rank(of name: String) -> Int? {
    guard name.utf8.count <= 11, let dot = name.lastIndex(of: "."),
      let stem = stems.firstIndex(of: name[..<dot].lowercased()),
      let format = extensions.firstIndex(of: name[name.index(after: dot)...].lowercased())
    else { return nil }
    return stem * extensions.count + format
  }
}
