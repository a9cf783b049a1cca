import Library

/// What came of reading one found file.
enum FileResult: Sendable {
  /// With what is wrong with the file or its cover, where something is.
  case scanned(ScannedFile, failure: ScanFailure?)
  /// It went away between the listing and the reading.
  case vanished(path: String)
  case failed(ScanFailure)
}
