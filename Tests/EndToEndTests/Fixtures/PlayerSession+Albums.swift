import TestKit

extension PlayerSession {
  /// Makes an album of FLAC files in the session's music folder: tones with the titles One, Two, Three, …
  /// - Returns: the files' paths in the album's order.
  @discardableResult
  func makeAlbum(of count: Int = 3, seconds: Double = 30) async throws -> [String] {
    let titles = ["One", "Two", "Three", "Four", "Five"].prefix(count)
    var files: [String] = []
    for (index, title) in titles.enumerated() {
      let file = "\(music)/0\(index + 1) \(title).flac"
      try await ToneFile.make(
        at: file, seconds: seconds, frequency: 220 * (index + 2),
        tags: [
          "title": title, "artist": "The Counters", "album": "Numbers", "track": "\(index + 1)",
          "date": "1999",
        ])
      files.append(file)
    }
    return files
  }

  /// A daemon with such an album in its library.
  func startDaemonWithAlbum(of count: Int = 3, seconds: Double = 30) async throws -> ChildProcess {
    try await makeAlbum(of: count, seconds: seconds)
    let daemon = try await startDaemon()
    try await soulctl("import", music)
    return daemon
  }

  /// Plays that album from its first track, and waits until it does.
  func playAlbum() async throws {
    try await soulctl("play", "soul:album/1")
    try await until(title: "One")
    try await until(status: "Playing")
  }
}
