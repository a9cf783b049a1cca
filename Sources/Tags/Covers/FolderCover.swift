/// The picture that lies beside an album's files.
public enum FolderCover {
  private static let stems = ["cover", "folder"]
  private static let extensions = ["jpg", "jpeg", "png", "webp"]

  /// - Returns: the picture's place in the order of preference, lowest first: `cover.*` before `folder.*`, in any case,
  ///   and JPEG before PNG before WebP; `nil` for any other name.
  public static func rank(of name: String) -> Int? {
    guard name.utf8.count <= 11, let dot = name.lastIndex(of: "."),
      let stem = stems.firstIndex(of: name[..<dot].lowercased()),
      let format = extensions.firstIndex(of: name[name.index(after: dot)...].lowercased())
    else { return nil }
    return stem * extensions.count + format
  }
}
