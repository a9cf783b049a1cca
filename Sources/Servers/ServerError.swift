public import HTTP
public import Keyring
public import Model

/// Why something with a server can't be done.
///
/// `server` is the server's address with its base path, `path` the route below that, without its query; neither holds a
/// secret, so all of it can be shown and logged.
public enum ServerError: Error, Hashable, Sendable {
  /// What was typed is no server's address.
  case invalidAddress(String, reason: String)
  /// Plain `http` to where foreign networks lie in between.
  case insecure(String)
  /// What answers there answers in the other scheme.
  case wrongScheme(ServerURL, instead: ServerURL)
  /// The file with the certificate of the server's authority is of no use.
  case badAuthorityFile(String, HTTPAuthorityDefect)
  /// There is no server of this id (any more).
  case noServer(Source.ID)
  /// No answer, or not a whole one.
  case unreachable(server: String, HTTPError)
  case notSignedIn(server: String)
  /// The server does not take this name and password.
  case signInRefused(server: String)
  /// The server takes no password for a while, right or wrong.
  /// - Parameter retryAfter: for how long; `nil` where it does not say.
  case tooManySignIns(server: String, retryAfter: Duration?)
  /// Signed in, but this is not allowed.
  case denied(server: String, path: String)
  /// The server does not know this route, or it speaks another protocol.
  case unsupported(server: String, path: String)
  case notFound(server: String, path: String)
  /// The changes since this cursor are not known any more: a full sync is due.
  case cursorExpired(server: String)
  /// - Parameter retryAfter: how long the server wants to be left alone; `nil` where it does not say.
  case rateLimited(server: String, retryAfter: Duration?)
  /// The server failed by itself, or answered what no route of its protocol answers.
  case failed(server: String, path: String, status: Int)
  /// - Parameters:
  ///   - page: which page of a list it was; `nil` for what has none.
  ///   - reason: a clause.
  case malformed(server: String, path: String, page: String?, reason: String)
  /// A file is another one than when it began to be read.
  case changed(server: String, path: String)
  /// Whether there are tokens can't be told now. That is not signed out.
  case keyring(KeyringError)
  case cancelled
}

extension ServerError: CustomStringConvertible {
  public var description: String { message }

  /// One or two sentences for a person: what happened, where, and what to do.
  public var message: String {
    switch self {
    case .invalidAddress(let typed, let reason):
      "\"\(typed)\" is no server's address: \(reason)."
    case .insecure(let origin):
      "\(origin) is not encrypted, so that others could read the password on its way. Use https://, or say that it "
        + "may be insecure (soulctl source add --insecure)."
    case .wrongScheme(let url, let instead):
      "What answers at \(url.text) speaks \(url.scheme == .https ? "plain HTTP, not TLS" : "TLS"): write "
        + "\(instead.text) instead"
        + (instead.isExposed ? ", with --insecure if others on the way may read the password." : ".")
    case .badAuthorityFile(let file, let defect):
      "The server's certificate can't be checked: \(defect.message(of: file))"
    case .noServer(let source):
      "There is no server \(source) (any more)."
    case .unreachable(_, let failure):
      failure.message
    case .notSignedIn(let server):
      "Nobody is signed in at \(server). Sign in first."
    case .signInRefused(let server):
      "\(server) does not take this user name and password. Check both and sign in again."
    case .tooManySignIns(let server, let retryAfter):
      "There were too many attempts to sign in at \(server). Wait "
        + (retryAfter.map { "\(max(1, $0.components.seconds)) s" } ?? "a while") + " and sign in again."
    case .denied(let server, let path):
      "\(server) does not allow \(path) to this user. Ask who runs the server."
    case .unsupported(let server, let path):
      "\(server) has no \(path). Check that the address leads to a Soul server, its base path included."
    case .notFound(let server, let path):
      "\(server) has nothing (any more) at \(path). Sync to see what it has."
    case .cursorExpired(let server):
      "\(server) does not know any more what has changed since the last sync. The next sync is a full one."
    case .rateLimited(let server, let retryAfter):
      "\(server) wants to be asked later" + (retryAfter.map { ": in \($0.components.seconds) s." } ?? ".")
    case .failed(let server, let path, let status):
      "\(server) failed at \(path) (status \(status)). Try again later, or see the server's log."
    case .malformed(let server, let path, let page, let reason):
      "What \(server) answers at \(path)\(page.map { ", \($0)," } ?? "") can't be understood: \(reason). Check that "
        + "server and player are up to date."
    case .changed(let server, let path):
      "The file at \(server)\(path) has changed while it was read. Play it again."
    case .keyring(let failure):
      failure.message
    case .cancelled:
      "It was cancelled."
    }
  }
}

extension ServerError {
  /// Nobody was there: not even a connection came about.
  public var isAbsence: Bool {
    switch self {
    case .unreachable(_, .unresolved), .unreachable(_, .refused), .unreachable(_, .unreachable): true
    default: false
    }
  }

  /// - Parameter path: the route that was asked for.
  init(_ failure: HTTPError, server: String, path: String) {
    switch failure {
    case .cancelled: self = .cancelled
    case .tooLarge(_, let limit):
      self = .malformed(server: server, path: path, page: nil, reason: "it is longer than \(limit) bytes")
    case .malformed(_, let reason):
      self = .malformed(server: server, path: path, page: nil, reason: reason)
    default: self = .unreachable(server: server, failure)
    }
  }

  /// The same, about a route that a server of ours always has: where it is not found, the server is none, or is at
  /// another address.
  var onFixedRoute: ServerError {
    guard case .notFound(let server, let path) = self else { return self }
    return .unsupported(server: server, path: path)
  }

  /// The same, with the page that it is about.
  func onPage(_ page: String) -> ServerError {
    guard case .malformed(let server, let path, nil, let reason) = self else { return self }
    return .malformed(server: server, path: path, page: page, reason: reason)
  }
}
