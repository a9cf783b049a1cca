/// What a scan has found, to be written in one transaction. It is applied in the order of the fields.
///
/// A rename is recognised when the old path is known to be gone: so a scan hands in what has vanished with the
/// new files or before them.
public struct ScanBatch: Sendable {
  /// Paths of the library where no file is any more.
  public var vanished: [String] = []
  /// Paths whose unchanged file is there again.
  public var returned: [String] = []
  /// New and changed files, a path at most once.
  public var scanned: [ScannedFile] = []

  public init(vanished: [String] = [], returned: [String] = [], scanned: [ScannedFile] = []) {
    self.vanished = vanished
    self.returned = returned
    self.scanned = scanned
  }
}
