import Foundation
import TestKit
import Testing

/// What comes over the network, heard sample for sample or told over the bus.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct StreamTests {
  @Test(
    "A connection that drops in mid-track is taken up at the same byte, with a token that has ended meanwhile"
  )
  func droppedConnection() async throws {
    let folder = try TemporaryFolder()
    let captured = "\(folder.path)/captured.raw"
    let session = try await PlayerSession(
      configuration: """
        [audio]
        sink = "audioconvert ! audio/x-raw,format=S16LE,rate=44100,channels=2 ! filesink location=\(captured)"

        """)
    // A sweep: no two stretches of it are alike, so a repeated or lost byte can't hide.
    let whole = "\(folder.path)/whole.raw"
    let pcm = ["-f", "s16le", "-ar", "44100", "-ac", "2"]
    let sweep = "aevalsrc='0.5*sin(2*PI*(200*t+40*t*t))|0.4*sin(2*PI*(300*t+30*t*t))':s=44100:d=20"
    let quiet = ["-nostdin", "-v", "error"]
    try await session.output("ffmpeg", quiet + ["-f", "lavfi", "-i", sweep] + pcm + [whole])
    let title = ["-metadata", "title=Sweep", "-metadata", "album=Sweeps"]
    try await session.output("ffmpeg", quiet + pcm + ["-i", whole] + title + ["\(session.music)/sweep.wav"])

    // Less than a minute is left of each token from the start: every request needs a new one.
    let server = try await MusicServer(music: session.music, options: ["--token-lifetime", "1"])
    let proxy = try FaultyProxy(to: UInt16(server.port))
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.addServer("Home", proxy.url)
    try await session.soulctl("source", "sync", "Home")
    let monitor = try await session.monitor()
    defer { monitor.send(SIGKILL) }
    let connections = proxy.arrivals.events.count
    proxy.cut(after: 1_200_000)
    try await session.soulctl("play", "soul:album/1")
    #expect(await monitor.output.line { $0.contains("'PlaybackStatus': <'Stopped'>") } != nil)
    #expect(try await session.soulctlJSON("status")["last_error"]?.string == "")
    #expect(proxy.arrivals.events.count > connections)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    #expect(
      try Data(contentsOf: URL(filePath: captured)) == Data(contentsOf: URL(filePath: whole)))
  }

  @Test(
    "A paused stream holds what it has, little of it, and goes on where it was though its server has hung up")
  func pausedStream() async throws {
    let folder = try TemporaryFolder()
    let captured = "\(folder.path)/captured.raw"
    let session = try await PlayerSession(
      configuration: """
        [audio]
        sink = "audioconvert ! audio/x-raw,format=S16LE,channels=2 ! filesink sync=true location=\(captured)"

        """)
    // 3 MB a second: what is fetched too far ahead shows, and no buffer on the way holds it all.
    let quiet = ["-nostdin", "-v", "error"]
    let sweep = "aevalsrc='0.5*sin(2*PI*(200*t+40*t*t))|0.4*sin(2*PI*(300*t+30*t*t))':s=384000:d=20"
    let whole = "\(session.music)/sweep.wav"
    let tags = ["-metadata", "title=Sweep", "-metadata", "album=Sweeps"]
    try await session.output(
      "ffmpeg", quiet + ["-f", "lavfi", "-i", sweep, "-c:a", "pcm_s32le"] + tags + [whole])
    let size = try FileManager.default.attributesOfItem(atPath: whole)[.size] as? Int ?? 0

    let server = try await MusicServer(music: session.music)
    let proxy = try FaultyProxy(to: UInt16(server.port))
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.addServer("Home", proxy.url)
    try await session.soulctl("source", "sync", "Home")
    let before = proxy.carried
    try await session.soulctl("play", "soul:album/1")
    try await session.until(status: "Playing")
    try await session.playerctl("pause")
    try await session.until(status: "Paused")
    let playing = try Self.residentPeak(of: daemon)
    // All of it would come in the time that these take.
    for _ in 0..<20 { try await session.soulctl("status") }
    let fetched = proxy.carried - before
    let place = try await session.playerProperty("Position").integer ?? 0
    let heard = Int(place) * size / 20_000_000
    // What the kernel's buffers hold on both sides is the most of it; the process itself has less than 2 MB.
    let bound = try Self.largestBuffer("tcp_rmem") + Self.largestBuffer("tcp_wmem") + 2_000_000
    #expect(fetched - heard < bound, "\(fetched) of \(size), \(heard) heard")
    #expect(fetched < size)
    #expect(try Self.residentPeak(of: daemon) - playing < 16_000, "KiB")

    let connections = proxy.arrivals.events.count
    proxy.kill()
    try proxy.comeBack()
    try await session.playerctl("play")
    try await session.until(status: "Playing")
    #expect(try await session.playerProperty("Position").integer ?? 0 >= place)
    try await session.until(status: "Stopped")
    #expect(try await session.soulctlJSON("status")["last_error"]?.string == "")
    #expect(proxy.arrivals.events.count > connections)
    daemon.send(SIGTERM)
    #expect(await daemon.exit() == .status(0))
    let expected = "\(folder.path)/whole.raw"
    try await session.output(
      "ffmpeg", quiet + ["-i", whole, "-f", "s16le", "-dither_method", "none", expected])
    #expect(
      try Data(contentsOf: URL(filePath: captured)).count == Data(contentsOf: URL(filePath: expected)).count)
  }

  /// What the kernel lets a socket's buffer grow to, in bytes.
  private static func largestBuffer(_ setting: String) throws -> Int {
    let text = try String(contentsOfFile: "/proc/sys/net/ipv4/\(setting)", encoding: .utf8)
    return try #require(text.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
  }

  /// The most that a process ever had in memory, in KiB.
  private static func residentPeak(of process: ChildProcess) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
  }

  @Test("A station tells its titles, has no length, and is found through its playlist file")
  func radio() async throws {
    let session = try await PlayerSession()
    let file = "\(session.folder.path)/sound.mp3"
    try await ToneFile.make(at: file, seconds: 60, frequency: 440, tags: [:])
    let sound = Self.interleaved(try Data(contentsOf: URL(filePath: file)), title: "The Counters - One")
    let server = try FaultyServer { request in
      if request.path == "/list.m3u" { return .text("#EXTM3U\nlive\n", type: "audio/x-mpegurl") }
      let headers = [
        ("Content-Type", "audio/mpeg"), ("icy-name", "Radio Example"), ("icy-metaint", "\(Self.interval)"),
      ]
      return ScriptedReply([.send(ScriptedReply.head(200, headers)), .send(sound), .awaitHangUp])
    }
    let daemon = try await session.startDaemon()
    defer { daemon.send(SIGTERM) }
    try await session.soulctl("play", server.url + "/list.m3u")
    try await session.until(title: "One")
    try await session.until(status: "Playing")
    let metadata = try await session.playerctl("metadata")
    #expect(metadata.contains("The Counters") && metadata.contains("Radio Example"))
    #expect(!metadata.contains("mpris:length"))
    #expect(try await session.playerProperty("CanSeek") == .bool(false))
    try await session.soulctl("stop")
  }

  private static let interval = 4_000

  /// Sound as a station sends it: after each interval comes what plays, or a zero where that is as before.
  private static func interleaved(_ sound: Data, title: String) -> [UInt8] {
    var text = Array("StreamTitle='\(title)';".utf8)
    text += [UInt8](repeating: 0, count: (16 - text.count % 16) % 16)
    var bytes: [UInt8] = []
    for (number, start) in stride(from: 0, to: sound.count, by: interval).enumerated() {
      bytes += sound[start..<min(start + interval, sound.count)]
      bytes += number == 0 ? [UInt8(text.count / 16)] + text : [0]
    }
    return bytes
  }
}
