internal import CSecret

/// The one loading of libsecret in this process, at first use.
enum SecretLibrary {
  private static let missing = soul_secret_load().map { String(cString: $0) }

  /// Comes before everything else of a call.
  /// - Throws: `.missing`.
  static func load() throws(SecretServiceFailure) {
    if let missing { throw .missing(name: missing) }
  }
}
