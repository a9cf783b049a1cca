import Library
import Model
import Servers

/// Covers that could not be had, and servers that are left alone for a while: showing them again asks nobody.
struct CoverFailures {
  /// So long a cover that could not be had is not asked for again, in seconds.
  static let patience: Int64 = 600
  /// More than these are forgotten.
  private static let remembered = 1_000
  /// So many covers in a row that a server fails at are its own failure.
  private static let inARow = 3

  private struct Rest {
    /// Covers that it failed at since it gave one.
    var covers = 0
    /// How often it was left alone since then.
    var count = 0
    var end: Int64 = 0
  }

  private var covers: [ServerCover.ID: Int64] = [:]
  private var rests: [Source.ID: Rest] = [:]

  func isWorthAsking(_ cover: ServerCover.ID, at now: Int64) -> Bool {
    (covers[cover] ?? 0) <= now && (rests[cover.source]?.end ?? 0) <= now
  }

  /// A server has answered as servers do; not that it has the cover.
  mutating func noteAnswer(_ source: Source.ID) {
    rests[source] = nil
  }

  mutating func note(_ cover: ServerCover.ID, at now: Int64) {
    if covers.count >= Self.remembered { covers.removeAll() }
    covers[cover] = now + Self.patience
  }

  /// - Returns: whether the server's other covers need not be asked for now either.
  mutating func note(_ error: ServerError, at cover: ServerCover.ID, now: Int64) -> Bool {
    switch error {
    case .cancelled:
      return false
    // No request was made, or nobody was there: who knows whether there is somebody decides when the next one is.
    case .noServer, .notSignedIn, .signInRefused, .tooManySignIns, .keyring, .invalidAddress, .insecure,
      .wrongScheme, .badAuthorityFile:
      return true
    case .unreachable where error.isAbsence:
      return true
    case .notFound:
      note(cover, at: now)
      noteAnswer(cover.source)
      return false
    case .failed, .malformed, .changed, .cursorExpired:
      note(cover, at: now)
      rests[cover.source, default: Rest()].covers += 1
      guard let rest = rests[cover.source], rest.covers >= Self.inARow else { return false }
    case .unreachable, .denied, .unsupported:
      note(cover, at: now)
    case .rateLimited:
      break
    }
    var rest = rests[cover.source] ?? Rest()
    rest.count += 1
    let pause = max(Backoff.probe.delay(after: rest.count), SyncError(error).retryAfter ?? .zero)
    rest.end = max(rest.end, now + pause.components.seconds)
    rests[cover.source] = rest
    return true
  }
}
