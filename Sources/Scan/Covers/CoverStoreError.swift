/// Why a cover can't be kept.
struct CoverStoreError: Error, Hashable {
  let directory: String
  let reason: String

  init(directory: String, code: Int32) {
    self.directory = directory
    reason = "covers can't be kept here, so tracks come without them: \(SystemReason.of(code))"
  }
}
