import Foundation
import Glibc

/// A program of this package, as the build that runs the tests has made it.
public enum BuiltProgram {
  /// - Parameter name: of the product; the test target names it as a dependency, so that it is built.
  public static func path(_ name: String) throws(TestKitError) -> String {
    // The build puts the test bundle and the programs into one folder.
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let path = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent(name).path
    guard access(path, X_OK) == 0 else { throw .noSuchProgram(path) }
    return path
  }
}
