/// What the command line says.
struct ServerSettings: Sendable {
  /// Absolute; none = those of the last start.
  var music: [String]
  var user: String?
  var passwordFile: String?
  var setsPassword: Bool
  var hosts: [String]
  var port: Int
  var rotatesKey: Bool
  /// Of an access token, seconds.
  var tokenLifetime: Int64
  /// Seconds that a client may take to send a request.
  var patience: Int64
}
