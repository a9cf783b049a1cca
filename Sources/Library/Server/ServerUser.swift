/// Somebody who may sign in.
public struct ServerUser: Hashable, Sendable {
  public let id: Int64
  public let name: String
  /// The stored form of the password's hash, as the server writes it.
  public let password: String
  /// In every token; another one makes all that were given out worthless.
  public let epoch: Int64
}
