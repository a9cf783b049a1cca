import Contract

/// Why a command did not do what it was asked; `message` tells a person what to do about it.
enum CommandFailure: Error, Hashable {
  /// There is no session bus to talk on.
  case noSessionBus(reason: String)
  /// The daemon does not run and could not be started.
  case noDaemon(reason: String)
  /// The daemon went away while it was asked.
  case daemonGone
  /// The daemon is there, but has not answered in time.
  case noAnswer(to: String)
  /// The daemon answered with this error.
  case refused(name: String, message: String)
  /// The daemon answered something else than the contract says: it is of another version.
  case unexpectedAnswer(from: String)
  /// What the command names isn't there.
  case notFound(String)
  /// The player can't do that now.
  case impossible(String)
  /// Arguments that can't be taken together or lie out of range.
  case usage(String)
  /// The answer could not be written to standard output.
  case unwritable(reason: String)
  /// Nothing has been imported yet.
  case emptyLibrary(musicFolder: String?)
}

extension CommandFailure: CustomStringConvertible {
  /// A D-Bus error name, also where no daemon has given one.
  var name: String {
    switch self {
    case .noSessionBus: "org.freedesktop.DBus.Error.NoServer"
    case .noDaemon: "org.freedesktop.DBus.Error.ServiceUnknown"
    case .daemonGone, .noAnswer: "org.freedesktop.DBus.Error.NoReply"
    case .refused(let name, _): name
    case .unexpectedAnswer: "org.freedesktop.DBus.Error.InvalidSignature"
    case .notFound, .emptyLibrary: ErrorName.notFound.rawValue
    case .impossible, .unwritable: ErrorName.failed.rawValue
    case .usage: "org.freedesktop.DBus.Error.InvalidArgs"
    }
  }

  var message: String {
    switch self {
    case .noSessionBus(let reason):
      "\(reason.asSentence) soulctl needs the session bus that soulplayerd is on."
    case .noDaemon(let reason):
      "soulplayerd is not running and the session bus could not start it: \(reason.asSentence) Start it with "
        + "“systemctl --user start soulplayerd” or “soulplayerd &”; where it doesn't start, “soulctl doctor” says why."
    case .daemonGone:
      "soulplayerd went away before it answered. Its log says why: journalctl --user -u soulplayerd."
    case .noAnswer(let member):
      "soulplayerd has not answered \(member) in time. Its log says why: journalctl --user -u soulplayerd."
    case .refused(_, let message): message
    case .unexpectedAnswer(let member):
      "\(member) answered something this soulctl does not know. Install soulctl and soulplayerd of one version."
    case .notFound(let message), .impossible(let message), .usage(let message): message
    case .unwritable(let reason):
      "The answer can't be written to standard output: \(reason.asSentence) What was asked for may be done all the same."
    case .emptyLibrary(let musicFolder):
      "Nothing has been imported yet. Import your music: soulctl import \(musicFolder ?? "DIR")"
    }
  }

  var description: String { message }

  var exitStatus: ExitStatus {
    switch self {
    case .noSessionBus, .noDaemon, .daemonGone, .noAnswer: .noDaemon
    case .unexpectedAnswer, .impossible, .unwritable: .failed
    case .notFound, .emptyLibrary: .notFound
    case .usage: .usage
    case .refused(let name, _): Self.exitStatus(ofErrorNamed: name)
    }
  }

  static func exitStatus(ofErrorNamed name: String) -> ExitStatus {
    if name == "org.freedesktop.DBus.Error.UnknownObject" { return .notFound }
    return switch ErrorName(rawValue: name) {
    case .offline, .unreachable: .offline
    case .notFound: .notFound
    case .notSignedIn, .signInRefused, .keyringLocked, .keyringUnavailable: .signIn
    case .insecure, .notPlayable, .conflict, .storageFull, .failed, nil: .failed
    }
  }
}

extension String {
  /// The bus' own words, ended as a sentence.
  fileprivate var asSentence: String { hasSuffix(".") ? self : self + "." }
}
