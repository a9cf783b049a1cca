/// Why a place is given up although it threw nothing itself.
enum StreamError: Error {
  /// It gave no byte for as long as the sound can do without.
  case stalled
  /// It was to have the same file as another place, and its length says that it has not.
  case otherFile
  case endedEarly(at: Int64, of: Int64)
}

extension StreamError: CustomStringConvertible {
  var description: String {
    switch self {
    case .stalled: "it has stopped answering"
    case .otherFile: "it has another file than it said; sync it again"
    case .endedEarly(let offset, let length): "it ended at byte \(offset) of \(length)"
    }
  }
}
