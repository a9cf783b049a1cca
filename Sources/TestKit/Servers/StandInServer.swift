import Foundation
import Synchronization

/// A small server of SOUL_API's first two dialects, right in all that a test does not make wrong; the legacy one as
/// wrong as the real one is: titles for an order, a whole list for each page, no `expires_in`, a web page for what it
/// does not know, and a `206` with right headers and the bytes from 0.
///
/// User `alice`, password `canary-password`. Each secret it gives out has `canary` in it.
public final class StandInServer: Sendable {
  public enum Dialect: Sendable {
    case soul, legacy
  }

  public static let username = "alice"
  public static let password = "canary-password"

  public let server: FaultyServer
  private let state: Mutex<StandInState>

  public init(_ dialect: Dialect = .soul, port: UInt16 = 0) throws {
    server = try FaultyServer(port: port) { _ in .status(503) }
    state = Mutex(StandInState(dialect: dialect))
    server.answer { [weak self] request in self?.reply(to: request) ?? .status(503) }
  }

  public var url: String { server.url }
  public var requests: EventLog<ReceivedRequest> { server.requests }

  /// How often a path was asked for.
  public func count(_ path: String) -> Int {
    requests.events.count { $0.path == path }
  }

  /// Answers in place of the server wherever it gives something else than `nil`.
  public func intercept(_ handler: @escaping @Sendable (ReceivedRequest) -> ScriptedReply?) {
    state.withLock { $0.interceptor = handler }
  }

  public func change(_ body: (inout StandInState) -> Void) {
    state.withLock { body(&$0) }
  }

  /// What the server would answer, without what intercepts it.
  public func soundReply(to request: ReceivedRequest) -> ScriptedReply {
    state.withLock { $0.reply(to: request) }
  }

  private func reply(to request: ReceivedRequest) -> ScriptedReply {
    let interceptor = state.withLock(\.interceptor)
    return interceptor?(request) ?? soundReply(to: request)
  }
}
