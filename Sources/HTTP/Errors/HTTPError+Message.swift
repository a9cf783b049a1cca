extension HTTPError: CustomStringConvertible {
  public var description: String { message }

  /// One or two sentences for a person: what happened, where, and what to do.
  public var message: String {
    switch self {
    case .invalidURL(let reason):
      "The address can't be used: \(reason). It has to look like https://music.example.org."
    case .invalidHeader(let name, let reason):
      "The header \(name) can't be sent: \(reason)."
    case .unresolved(let host):
      "There is no server named \(host). Check the name, and that this machine is online."
    case .refused(let server):
      "Nothing listens at \(server). Check the port, and that the server runs."
    case .unreachable(let server, let reason):
      "\(server) can't be reached: \(reason). Check that this machine is online."
    case .timedOut(let url, let limit):
      "\(url) \(limit.message). Check the server, or try again later."
    case .untrusted(let server, let failure):
      "\(server) can't be trusted: \(failure.message)"
    case .redirected(let url, let target, let failure):
      "\(url) sends its visitors to \(target), where this request does not go: \(failure.message)"
    case .tooLarge(let url, let limit):
      "\(url) answers with more than \(limit) bytes, which is too much. Check that it is the server you meant."
    case .malformed(let url, let reason):
      "What \(url) answers can't be understood: \(reason). Check that it is the server you meant."
    case .interrupted(let url, let received):
      "The connection to \(url) ended after \(received) bytes, before the answer did. Try again."
    case .cancelled: "The request was cancelled."
    case .closed: "The request was not made: the player is closing."
    case .libraryMissing(let name):
      "No server can be asked, because \(name) is missing: install libcurl 7.80 or newer (Debian: libcurl4)."
    case .failed(let reason):
      "The request could not be made: \(reason). Check the free memory and the open files of this machine."
    }
  }
}

extension HTTPTimeLimit {
  fileprivate var message: String {
    switch self {
    case .connect: "could not be connected to in time"
    case .response: "did not answer in time"
    case .lowSpeed: "stopped sending, or sends too slowly"
    case .whole: "took too long to answer"
    }
  }
}

extension HTTPTrustFailure {
  fileprivate var message: String {
    switch self {
    case .selfSigned:
      "its certificate is signed by itself. If it is your own server, add it with its certificate as --ca-file."
    case .unknownAuthority:
      "nobody that this machine trusts has signed its certificate. If it is your own server, add it with its authority's "
        + "certificate as --ca-file."
    case .expired: "its certificate has expired. Renew it on the server, and check this machine's clock."
    case .notYetValid: "its certificate is not valid yet. Check the clocks of the server and of this machine."
    case .wrongHost: "its certificate is for another name. Use the name that the certificate is for."
    case .badAuthorityFile(let file, let defect): defect.message(of: file)
    case .unencrypted:
      "it does not speak TLS there. Check the port, or whether its address begins with http://."
    case .other(let reason): "\(reason)."
    }
  }
}

extension HTTPRedirectFailure {
  fileprivate var message: String {
    switch self {
    case .notAllowed: "this request follows no redirects. If that is the right place, use its address."
    case .tooMany: "there were more than five redirects in a row. Check the server's set-up."
    case .insecure: "that would leave the encrypted connection. Check the server's set-up."
    case .carriesBody:
      "what it sends is for the first server alone. If that is the right place, use its address."
    case .badTarget: "that is no address. Check the server's set-up."
    }
  }
}
