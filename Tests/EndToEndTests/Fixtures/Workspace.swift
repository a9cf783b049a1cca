import Foundation
import TestKit

/// Where the built programs and the fetched music are.
enum Workspace {
  /// The package's folder.
  static let root: String = {
    var url = URL(filePath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path(percentEncoded: false)
  }()

  /// The folder of the test bundle, where the build puts the programs too.
  static let binaries: String = {
    // Any of the build's own files tells it: the running test is one.
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: executable).deletingLastPathComponent().path(percentEncoded: false)
  }()

  static func binary(_ name: String) throws(EndToEndError) -> String {
    let path = URL(filePath: binaries).appending(path: name).path(percentEncoded: false)
    guard FileManager.default.isExecutableFile(atPath: path) else { throw .noBinary(path: path) }
    return path
  }

  /// Music that nobody here made: Debian's asc-music (MP3) and singularity-music (Ogg Vorbis).
  static func music() throws(EndToEndError) -> String {
    let path =
      ProcessInfo.processInfo.environment["SOUL_TEST_MUSIC"]
      ?? URL(filePath: root).appending(path: ".build-test-music").path(percentEncoded: false)
    for package in ["asc-music", "singularity-music"] {
      guard FileManager.default.fileExists(atPath: "\(path)/\(package)/usr") else {
        throw .noMusic(path: path)
      }
    }
    return path
  }

  /// The files of the real music below a folder, sorted by path.
  static func files(in folder: String, endingWith suffix: String) -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
  }

  /// Whether a program can be given a disk of its own here.
  static var canMount: Bool {
    get async {
      let result = try? await ChildProcess.run(
        "unshare", ["--mount", "mount", "-t", "tmpfs", "none", "/mnt"],
        environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
      return result?.exit == .status(0)
    }
  }
}
