import Foundation
import TestKit

/// A folder of music of one test's own.
struct MusicFolder {
  let folder: TemporaryFolder
  var path: String { "\(folder.path)/music" }

  /// - Parameter tracks: how many files, named `1.flac` and so on.
  init(tracks: Int = 3, withCover: Bool = false) async throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/music", withIntermediateDirectories: true)
    if withCover { try await ToneFile.makeCover(at: "\(folder.path)/music/cover.jpg") }
    for number in stride(from: 1, through: tracks, by: 1) { try await addTrack(number) }
  }

  func file(_ number: Int) -> String { "\(path)/\(number).flac" }

  /// Adds or replaces a track, which appears whole.
  func addTrack(_ number: Int, title: String? = nil, seconds: Double = 0.2) async throws {
    let part = try folder.path(of: "new.flac")
    try await ToneFile.make(
      at: part, seconds: seconds, frequency: 200 + number,
      tags: [
        "title": title ?? "Title \(number)", "artist": "Artist", "album": "Album", "track": "\(number)",
        "genre": "Noise", "date": "1999",
      ])
    rename(part, file(number))
  }

  func removeTrack(_ number: Int) throws {
    try FileManager.default.removeItem(atPath: file(number))
  }

  /// A file that is music by its name and its head, and large.
  func addLargeTrack(_ name: String, megabytes: Int) async throws -> String {
    let part = try folder.path(of: "large.wav")
    try await ToneFile.make(at: part, seconds: Double(megabytes) * 12, arguments: ["-ar", "44100"])
    let file = "\(path)/\(name)"
    rename(part, file)
    return file
  }
}
