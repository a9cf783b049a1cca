import Foundation
import Library

/// Makes a library of so many tracks through the project's own writer, for the measurements that need a large one.
///
///     bench-library FILE COUNT
///
/// The same count makes the same tracks on every machine. Their files do not exist: nothing that is measured with
/// this library opens one.
@main
enum LibraryMaker {
  private static let batchLength = 5_000

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else {
      FileHandle.standardError.write(Data("usage: bench-library FILE COUNT\n".utf8))
      exit(2)
    }
    let store = try LibraryStore.open(at: arguments[1], coversDirectory: arguments[1] + ".covers")
    var tracks = SyntheticTracks()
    var made = 0
    while made < count {
      let length = min(Self.batchLength, count - made)
      let files = (0..<length).map { _ in tracks.next() }
      try await store.apply(ScanBatch(scanned: files))
      made += length
      if made % 100_000 == 0 { print("\(made) of \(count) tracks") }
    }
    try store.close()
  }
}
