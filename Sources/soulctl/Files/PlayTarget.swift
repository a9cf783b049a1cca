/// What the words of `play` and `queue add` mean.
enum PlayTarget: Hashable {
  case uri(String)
  /// An absolute path of a file.
  case file(String)
  /// An absolute path of a folder.
  case folder(String)
  /// Words to search the library for.
  case search(String)

  /// - Parameters:
  ///   - words: as they stand on the command line, at least one.
  ///   - asText: search for all of them, whatever they look like.
  ///   - directory: the working directory.
  /// - Returns: the targets in the words' order. A word is a path when it has a slash in it, or when every word
  ///   without a slash names something that is there: otherwise a file called `blue` would tear
  ///   `play blue train` apart. Words to search for are one search.
  static func targets(
    of words: [String], asText: Bool, in directory: String
  ) throws(CommandFailure) -> [PlayTarget] {
    guard !asText else { return [.search(words.joined(separator: " "))] }
    let bare = words.filter { !MusicURI.isURI($0) && !$0.contains("/") }
    let bareWordsArePaths = bare.allSatisfy { FileIdentity(path: AbsolutePath.of($0, in: directory)) != nil }
    var targets: [PlayTarget] = []
    for word in words {
      if MusicURI.isURI(word) {
        targets.append(.uri(word))
      } else if word.contains("/") || bareWordsArePaths {
        targets.append(try path(AbsolutePath.of(word, in: directory)))
      } else if case .search(let text) = targets.last {
        targets[targets.count - 1] = .search(text + " " + word)
      } else {
        targets.append(.search(word))
      }
    }
    return targets
  }

  private static func path(_ path: String) throws(CommandFailure) -> PlayTarget {
    guard let identity = FileIdentity(path: path) else {
      throw .notFound("There is no file or folder \(path). To search for text with a slash, add --text.")
    }
    return identity.isDirectory ? .folder(path) : .file(path)
  }
}
