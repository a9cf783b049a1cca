/// Why the server does not start.
enum StartError: Error, Equatable {
  case library(String)
  case folder(path: String, reason: String)
  case key(path: String, reason: String)
  case password(String)
  case noMusic
  case noUser
  case emptyPassword
  /// Where standard input was to have it.
  case missingPassword(user: String)
  case runsAlready(path: String)
  case address(host: String, port: Int, reason: String)

  var message: String {
    switch self {
    case .library(let sentence): sentence
    case .folder(let path, let reason): "\(path): \(reason)"
    case .key(let path, let reason): "The signing key \(path) can't be used: \(reason)."
    case .password(let reason): "The password can't be used: \(reason)."
    case .noMusic: "Which music? Name a folder once with --music DIR; it is remembered."
    case .noUser:
      "Who may sign in? Name somebody once with --user NAME; the password comes from standard input."
    case .emptyPassword: "The password can't be used: it is empty."
    case .missingPassword(let user):
      """
      There is no password for \(user) on standard input, or an empty one: type it at a terminal, or give it with \
      --password-file FILE.
      """
    case .runsAlready(let path): "Another soul-server uses \(path): stop it first, or use another --data DIR."
    case .address(let host, let port, let reason): "Port \(port) of \(host) can't be used: \(reason)."
    }
  }
}
