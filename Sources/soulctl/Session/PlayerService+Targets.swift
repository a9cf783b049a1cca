import Bus

/// From words of the command line to URIs for the queue.
extension PlayerService {
  func uris(for words: [String], asText: Bool, console: Console) async throws(CommandFailure) -> [String] {
    let directory = AbsolutePath.workingDirectory(console.environment)
    var uris: [String] = []
    for target in try PlayTarget.targets(of: words, asText: asText, in: directory) {
      switch target {
      case .uri(let uri): uris.append(uri)
      case .file(let path): uris.append(MusicURI.file(path))
      case .folder(let path): uris += try files(in: path, console: console)
      case .search(let text): uris.append(try await search(text, console: console))
      }
    }
    return uris
  }

  private func files(in folder: String, console: Console) throws(CommandFailure) -> [String] {
    let listing = FolderListing(of: folder)
    listing.warnings.forEach(console.warn)
    guard !listing.files.isEmpty else {
      throw .notFound("There is no music that can be played in \(folder).")
    }
    return listing.files.map(MusicURI.file)
  }

  private func search(_ text: String, console: Console) async throws(CommandFailure) -> String {
    let hits = try await list("Search", text: text, filter: [:], part: .first)
    guard hits.total > 0 else {
      try await requireMusic(console.environment)
      throw .notFound("Nothing in the library matches “\(text)”.")
    }
    return MusicURI.search(text)
  }
}
