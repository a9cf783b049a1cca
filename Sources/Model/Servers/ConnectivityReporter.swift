/// Who wants to hear how requests to servers went: `sources.is_online` follows from it.
public protocol ConnectivityReporter: Sendable {
  /// The server has answered, in its own protocol.
  func didReach(_ source: Source.ID) async
  /// The server could not be reached, or what answers there is no music server any more.
  /// - Parameter reason: one sentence for a person.
  func didFailToReach(_ source: Source.ID, reason: String) async
}
