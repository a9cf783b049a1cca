import Foundation
import TestKit
import Testing

@Suite("Music that is away", .timeLimit(.minutes(3)))
struct AbsentMusicTests {
  @Test("An empty folder where music was is a disk that isn't mounted: nothing is deleted")
  func unmounted() async throws {
    let music = try await MusicFolder(tracks: 2)
    let data = try TemporaryFolder()
    let server = try await MusicServer(music: music.path, data: data.path)
    let cursor = try await WebClient.signedIn(to: server).firstSync().cursor
    // One file is gone for good: what the others are must not hang on the first of them.
    try music.removeTrack(1)
    #expect(await server.nextScan() == 1)
    #expect(await server.stop() == .status(0))
    let away = music.folder.path + "/away"
    try FileManager.default.moveItem(atPath: music.path, toPath: away)
    try FileManager.default.createDirectory(atPath: music.path, withIntermediateDirectories: false)
    try Data().write(to: URL(filePath: music.path + "/.keep"))
    let again = try ChildProcess(
      BuiltProgram.path("soul-server"), ["--port", "0", "--data", data.path], environment: ["HOME": data.path]
    )
    #expect(await again.errors.line { $0.contains("not mounted") } != nil)
    again.send(SIGTERM)
    #expect(await again.exit() == .status(0))
    try FileManager.default.removeItem(atPath: music.path)
    try FileManager.default.moveItem(atPath: away, toPath: music.path)
    let client = try await WebClient.signedIn(to: MusicServer(music: music.path, data: data.path))
    #expect(try await client.changes(since: cursor).strings("deleted_tracks") == ["1"])
  }

  @Test("A folder that goes while it is shared is shared again as soon as it is back")
  func back() async throws {
    let music = try await MusicFolder(tracks: 2)
    let server = try await MusicServer(music: music.path)
    let client = try await WebClient.signedIn(to: server)
    let cursor = try await client.firstSync().cursor
    let away = music.folder.path + "/away"
    try FileManager.default.moveItem(atPath: music.path, toPath: away)
    #expect(await server.process.errors.line { $0.contains("not mounted") } != nil)
    #expect(await server.nextScan() == 2)
    #expect(try await client.get("/api/tracks/1/stream").status == 404)
    try FileManager.default.copyItem(atPath: away + "/1.flac", toPath: away + "/3.flac")
    try FileManager.default.moveItem(atPath: away, toPath: music.path)
    #expect(await server.nextScan() == 3)
    #expect(try await client.get("/api/tracks/1/stream").status == 200)
    let changes = try await client.changes(since: cursor)
    #expect(changes.list("new_tracks").count == 1 && changes.strings("deleted_tracks").isEmpty)
    try music.removeTrack(3)
    #expect(await server.nextScan() == 2)
  }

  @Test(
    "A disk that is mounted while the server runs is noticed",
    .enabled("This system lets nobody mount in a name space of their own.") {
      try await ChildProcess.run("/usr/bin/unshare", ["-Urm", "true"], environment: [:]).exit == .status(0)
    })
  func mounted() async throws {
    let music = try await MusicFolder(tracks: 2)
    let data = try TemporaryFolder()
    #expect(await (try MusicServer(music: music.path, data: data.path)).stop() == .status(0))
    let disk = music.folder.path + "/disk"
    try await music.addTrack(3)
    try FileManager.default.moveItem(atPath: music.path, toPath: disk)
    try FileManager.default.createDirectory(atPath: music.path, withIntermediateDirectories: false)
    let order = music.folder.path + "/order"
    #expect(mkfifo(order, 0o600) == 0)
    let script = #"{ read -r _ <"$ORDER"; mount --bind "$DISK" "$PLACE"; } & exec "$@""#
    let server = try ChildProcess(
      "/usr/bin/unshare",
      [
        "-Urm", "sh", "-c", script, "sh", BuiltProgram.path("soul-server"), "--port", "0", "--data",
        data.path,
      ],
      environment: [
        "HOME": data.path, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "ORDER": order, "DISK": disk,
        "PLACE": music.path,
      ])
    #expect(await server.output.line { $0 == "Sharing 2 tracks" } != nil)
    try Data("\n".utf8).write(to: URL(filePath: order))
    #expect(await server.output.line { $0 == "Sharing 3 tracks" } != nil)
    server.send(SIGTERM)
    #expect(await server.exit() == .status(0))
  }
}
