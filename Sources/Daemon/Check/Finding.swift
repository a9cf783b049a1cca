/// What one check found, with what to do where something isn't well.
public struct Finding: Codable, Hashable, Sendable {
  public enum State: String, Codable, Comparable, Sendable {
    case ok, warning, error

    public static func < (left: State, right: State) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .ok: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// The check's name: the same from version to version.
  public let check: String
  public let state: State
  /// One sentence on how it is.
  public let message: String
  /// One sentence on what to do; empty where all is well.
  public let advice: String

  init(_ check: String, _ state: State, _ message: String, advice: String = "") {
    self.check = check
    self.state = state
    self.message = message
    self.advice = advice
  }
}
