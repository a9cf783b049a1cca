import Foundation
import TestKit

extension TemporaryFolder {
  /// Makes a file of one byte, and the folders that it needs.
  func touch(_ name: String) throws {
    try write([0], to: name)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: try path(of: name), withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: try path(of: name), withDestinationPath: target)
  }
}
