import Library

/// What a scan has found and changed, in files.
public struct ScanReport: Hashable, Sendable {
  public internal(set) var added = 0
  /// Known files that were read again, because they, or the cover beside them, were changed.
  public internal(set) var updated = 0
  /// Known files that were found at another path.
  public internal(set) var renamed = 0
  /// Known files that were gone and are there again, unchanged.
  public internal(set) var returned = 0
  /// Known files that are gone now. Their tracks keep everything.
  public internal(set) var unavailable = 0
  public internal(set) var unchanged = 0
  /// What could not be read or is not whole, in the order in which it was found.
  public internal(set) var failures: [ScanFailure] = []

  mutating func count(_ outcome: ScanOutcome) {
    added += outcome.added
    updated += outcome.updated
    renamed += outcome.renamed
    returned += outcome.returned
    unavailable += outcome.unavailable
  }
}
