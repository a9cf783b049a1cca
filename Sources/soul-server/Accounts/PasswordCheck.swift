import Dispatch
import Library
import Synchronization

/// Checks passwords, one at a time: each costs a core and 8 MiB for a moment, and guesses are counted in order.
final class PasswordCheck: Sendable {
  enum Outcome: Sendable {
    case user(ServerUser)
    case wrong
    case wait(Duration)
  }

  /// More than this wait for their turn only in an attack.
  private static let queueLength = 16
  private static let busyDelay = Duration.seconds(2)

  private struct State {
    var limiter = LoginLimiter()
    var waiting = 0
  }

  private let users: [String: ServerUser]
  /// What is hashed against for a name that nobody has, so that it takes as long.
  private let standIn = PasswordHash()
  private let queue = DispatchQueue(label: "soul-server.password", qos: .utility)
  private let state = Mutex(State())

  init(users: [ServerUser]) {
    self.users = Dictionary(users.map { ($0.name, $0) }) { $1 }
  }

  func check(name: String, password: [UInt8], network: ClientNetwork) async -> Outcome {
    let hasTurn = state.withLock { state in
      guard state.waiting < Self.queueLength else { return false }
      state.waiting += 1
      return true
    }
    guard hasTurn else { return .wait(Self.busyDelay) }
    return await withCheckedContinuation { answer in
      queue.async { [self] in
        let outcome = checkNow(name: name, password: password, network: network)
        state.withLock { $0.waiting -= 1 }
        answer.resume(returning: outcome)
      }
    }
  }

  private func checkNow(name: String, password: [UInt8], network: ClientNetwork) -> Outcome {
    let user = users[name]
    let counted = user?.name ?? ""
    if let delay = state.withLock({ $0.limiter.delay(user: counted, network: network, now: .now) }) {
      return .wait(delay)
    }
    let hash = user.flatMap { PasswordHash(stored: $0.password) } ?? standIn
    guard hash.matches(password), let user else {
      state.withLock { $0.limiter.noteFailure(user: counted, network: network, now: .now) }
      return .wrong
    }
    state.withLock { $0.limiter.noteSuccess(user: user.name, network: network) }
    return .user(user)
  }
}
