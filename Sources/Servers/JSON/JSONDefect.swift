/// Why a text is not the JSON that was expected: `reason` is a clause that goes into a `ServerError`.
struct JSONDefect: Error, Equatable {
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  init(_ reason: String, at offset: Int) {
    self.init("\(reason) at byte \(offset)")
  }
}
