import Foundation
import TestKit
import Testing

/// The real music, from its folder to the library's lists.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct ImportTests {
  @Test("Not one tag of the Ogg files is lost, as ogginfo reads them")
  func oggTags() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let music = try Workspace.music()
    try await session.soulctl("import", music)
    let tracks = try await tracksByPath(session)

    let files = Workspace.files(in: music, endingWith: ".ogg")
    #expect(files.count == 16)
    for file in files {
      let track = try #require(tracks[file], "\(file) is not in the library")
      let comments = try await vorbisComments(file, in: session)
      #expect(track["title"]?.string == comments["TITLE"]?.first, "\(file)")
      #expect(track["artist"]?.strings ?? [] == comments["ARTIST"] ?? [], "\(file)")
      #expect(track["album"]?.string == comments["ALBUM"]?.first, "\(file)")
      #expect(track["genre"]?.strings ?? [] == comments["GENRE"] ?? [], "\(file)")
      #expect(track["track_number"]?.integer == comments["TRACKNUMBER"]?.first.flatMap { Int($0) }, "\(file)")
      #expect(track["year"]?.integer == comments["DATE"]?.first.flatMap { Int($0.prefix(4)) }, "\(file)")
    }
  }

  @Test("Title, artist, album and length of every file are those that other readers find")
  func discoveredTags() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    let music = try Workspace.music()
    try await session.soulctl("import", music)
    let tracks = try await tracksByPath(session)

    let files =
      Workspace.files(in: music, endingWith: ".mp3") + Workspace.files(in: music, endingWith: ".ogg")
    #expect(files.count == 19)
    #expect(tracks.count == files.count)
    for file in files {
      let track = try #require(tracks[file], "\(file) is not in the library")
      let found = try await discovered(file, in: session)
      if let title = found["title"] { #expect(track["title"]?.string == title, "\(file)") }
      if let artist = found["artist"] { #expect(track["artist"]?.strings == [artist], "\(file)") }
      if let album = found["album"] { #expect(track["album"]?.string == album, "\(file)") }
      let length = try await length(of: file, in: session)
      let duration = try #require(track["duration"]?.number, "\(file)")
      // Readers differ in how they count an MP3's first and last frame: 1,152 samples each.
      #expect(abs(duration - length) <= 100_000, "\(file): \(duration) µs, ffprobe says \(length)")
    }
  }

  @Test("What a file without tags is called")
  func untaggedFile() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await ToneFile.make(at: "\(session.music)/A Tune.wav", seconds: 0.2)
    try await session.soulctl("import", session.music)
    let tracks = try await session.soulctlJSON("tracks")
    #expect(tracks["total"]?.integer == 1)
    #expect(tracks["tracks"]?[0]?["title"]?.string == "A Tune")
    #expect(tracks["tracks"]?[0]?["badge"]?.string == "local")
  }

  @Test("A folder's picture becomes a file in the cache with its true type")
  func cover() async throws {
    let session = try await PlayerSession()
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await ToneFile.make(at: "\(session.music)/a.flac", seconds: 0.2, tags: ["title": "A", "album": "X"])
    // A PNG that calls itself a JPEG.
    try await ToneFile.makeCover(at: "\(session.folder.path)/cover.png")
    try FileManager.default.moveItem(
      atPath: "\(session.folder.path)/cover.png", toPath: "\(session.music)/cover.jpg")
    try await session.soulctl("import", session.music)
    let track = try await session.soulctlJSON("tracks")["tracks"]?[0]
    let url = try #require(track?["art_url"]?.string.flatMap { URL(string: $0) })
    #expect(url.isFileURL)
    #expect(url.path.hasPrefix("\(session.home)/.cache/soul-player/covers/"))
    #expect(url.pathExtension == "png")
    #expect(
      FileManager.default.contents(atPath: url.path)
        == FileManager.default.contents(atPath: "\(session.music)/cover.jpg"))
  }

  /// Every track of the library by its file's path, as the bus gives them.
  private func tracksByPath(_ session: PlayerSession) async throws -> [String: JSONValue] {
    let ids = try await session.soulctlJSON("tracks", "--limit", "1000")["tracks"]?.elements ?? []
    var tracks: [String: JSONValue] = [:]
    for id in ids.compactMap({ $0["id"]?.integer }) {
      let track = try #require(
        try await session.call("GetTrack", of: "org.soulplayer.Library", ["t", "\(id)"])[0])
      let path = try #require(track["availability"]?[0]?["path"]?.string)
      tracks[path] = track
    }
    return tracks
  }

  private func vorbisComments(_ file: String, in session: PlayerSession) async throws -> [String: [String]] {
    var comments: [String: [String]] = [:]
    for line in try await session.output("ogginfo", [file]).split(separator: "\n") {
      guard line.hasPrefix("\t"), let equals = line.firstIndex(of: "=") else { continue }
      let name = line[line.index(after: line.startIndex)..<equals].uppercased()
      comments[name, default: []].append(String(line[line.index(after: equals)...]))
    }
    return comments
  }

  private func discovered(_ file: String, in session: PlayerSession) async throws -> [String: String] {
    var found: [String: String] = [:]
    for line in try await session.output("gst-discoverer-1.0", ["-v", file]).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      if found[name] == nil { found[name] = value }
    }
    return found
  }

  /// µs. Not gst-discoverer's: it gives up on an MP3 file's length when the machine is busy.
  private func length(of file: String, in session: PlayerSession) async throws -> Double {
    let text = try await session.output(
      "ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file])
    return try #require(Double(text), "\(file): \(text)") * 1_000_000
  }
}
