import Foundation

/// Stereo sound of 16 bits at 44,100 Hz that never repeats, so that one wrong sample or place shows.
public struct Recording: Equatable, Sendable {
  public static let rate = 44_100

  /// Left and right in turn.
  public var samples: [Int16]

  /// The number of sample pairs.
  public var frames: Int { samples.count / 2 }

  public init(samples: [Int16]) {
    self.samples = samples
  }

  /// A tone that rises, with another under it.
  public init(frames: Int) {
    samples = (0..<frames).flatMap { frame -> [Int16] in
      let time = Double(frame) / Double(Self.rate)
      let left = sin(2 * .pi * (300 * time + 170 * time * time))
      let right = sin(2 * .pi * (400 * time + 90 * time * time))
      return [Int16(left * 12_000), Int16(right * 12_000)]
    }
  }

  /// What a capturing sink wrote.
  public init(rawFile path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    samples = data.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
  }

  public subscript(range: Range<Int>) -> Recording {
    Recording(samples: Array(samples[(range.lowerBound * 2)..<(range.upperBound * 2)]))
  }

  /// Its end: all of it where it is shorter.
  public func suffix(_ frames: Int) -> Recording {
    Recording(samples: Array(samples.suffix(frames * 2)))
  }

  public static func + (left: Recording, right: Recording) -> Recording {
    Recording(samples: left.samples + right.samples)
  }

  /// The largest difference of two samples at the same place; `nil` when the lengths differ.
  public func distance(to other: Recording) -> Int? {
    guard frames == other.frames else { return nil }
    return zip(samples, other.samples).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
  }

  /// - Parameter name: the extension says the format.
  /// - Returns: the path of the file.
  public func write(to name: String, in folder: TemporaryFolder) async throws -> String {
    let wave = try folder.write(waveFile, to: name + ".wav")
    let path = try folder.path(of: name)
    switch name.split(separator: ".").last {
    case "wav": try folder.write(waveFile, to: name)
    case "flac": try await Command.run("flac", ["-s", "-f", "-o", path, wave])
    case "mp3": try await Self.convert(wave, to: path, ["-c:a", "libmp3lame"])
    case "ogg": try await Self.convert(wave, to: path, ["-c:a", "libvorbis", "-q:a", "8"])
    case "opus": try await Self.convert(wave, to: path, ["-c:a", "libopus"])
    // Lossless.
    case "m4a": try await Self.convert(wave, to: path, ["-c:a", "alac"])
    default: try await Self.convert(wave, to: path, [])
    }
    return path
  }

  private static func convert(_ input: String, to path: String, _ arguments: [String]) async throws {
    try await Command.run("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", input] + arguments + [path])
  }

  /// What FFmpeg hears in a file.
  public init(decoding path: String, in folder: TemporaryFolder) async throws {
    let raw = try folder.path(of: "decoded.raw")
    try await Self.convert(path, to: raw, ["-f", "s16le", "-ar", "44100", "-ac", "2"])
    try self.init(rawFile: raw)
  }

  private var waveFile: [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian, Array.init)
    }
    let size = UInt32(samples.count * 2)
    return Array("RIFF".utf8) + bytes(size + 36) + Array("WAVEfmt ".utf8) + bytes(UInt32(16))
      + bytes(UInt16(1))
      + bytes(UInt16(2)) + bytes(UInt32(Self.rate)) + bytes(UInt32(Self.rate * 4)) + bytes(UInt16(4))
      + bytes(UInt16(16)) + Array("data".utf8) + bytes(size) + samples.withUnsafeBytes(Array.init)
  }
}

extension Recording {
  /// How many frames later than `place` this recording begins within another; `nil` where it is nowhere near.
  public func shift(against other: Recording, at place: Int) -> Int? {
    let window = 3_000..<5_000
    func error(_ shift: Int) -> Int {
      window.reduce(0) { sum, frame in
        let index = (frame + place + shift) * 2
        guard other.samples.indices.contains(index), samples.indices.contains(frame * 2) else {
          return .max / 2
        }
        return min(sum + abs(Int(samples[frame * 2]) - Int(other.samples[index])), .max / 4)
      }
    }
    let best = (-2_500...2_500).map { (shift: $0, error: error($0)) }.min { $0.error < $1.error }
    guard let best, best.error < window.count * 200 else { return nil }
    return best.shift
  }
}
