import Dispatch
import Executors
public import Library
import Logging
public import Model
public import Servers

/// Which servers answer: the only writer of `sources.is_online` (DESIGN §5).
///
/// It is known from each request's outcome, from a check at the start and from checks that a person asks for. Nobody
/// asks again and again, unless something waits for a server: then with growing pauses, until it is back.
public actor Connectivity: ConnectivityReporter {
  /// Something that waits for a server.
  private struct Wait {
    var failures = 0
    var alarm: (any Alarm)?
  }

  private let executor = DispatchQueueExecutor(label: "soul.connectivity", qos: .utility)
  private let library: LibraryStore
  private let servers: ServerDirectory
  private let clock: any AlarmClock
  private let logger = Logger(label: "soul.sync")
  private var waits: [Source.ID: Wait] = [:]

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter servers: is told to report here.
  public init(library: LibraryStore, servers: ServerDirectory, clock: any AlarmClock = SystemAlarmClock()) {
    self.library = library
    self.servers = servers
    self.clock = clock
    servers.report(to: self)
  }

  public func didReach(_ source: Source.ID) async {
    await set(true, source)
  }

  public func didFailToReach(_ source: Source.ID, reason: String) async {
    await set(false, source)
  }

  /// Asks a server whether it is there, within 5 s.
  /// - Throws: why it is not.
  public func check(_ source: Source.ID) async throws(ServerError) {
    do throws(ServerError) {
      try await servers.client(for: source).health()
    } catch {
      if error != .cancelled { await set(false, source) }
      throw error
    }
    await set(true, source)
  }

  /// Asks all of these servers at once.
  public func check(_ sources: [Source.ID]) async {
    await withTaskGroup { group in
      for source in sources {
        group.addTask {
          do throws(ServerError) {
            try await self.check(source)
          } catch {
            self.logger.info("source \(source) is offline: \(error.message)")
          }
        }
      }
    }
  }

  /// Asks from time to time whether a server is back, from now until it is, or until nobody waits any more.
  func await(_ source: Source.ID) {
    guard waits[source] == nil else { return }
    waits[source] = Wait()
    setAlarm(source)
  }

  /// Nobody waits for this server any more.
  func stopAwaiting(_ source: Source.ID) {
    waits.removeValue(forKey: source)?.alarm?.cancel()
  }

  /// Nobody waits for any server any more.
  func stopAwaitingAll() {
    for source in Array(waits.keys) { stopAwaiting(source) }
  }

  private func set(_ isOnline: Bool, _ source: Source.ID) async {
    if isOnline { stopAwaiting(source) }
    do throws(LibraryError) {
      if try await library.setOnline(isOnline, source) {
        logger.info("source \(source) is \(isOnline ? "online" : "offline")")
      }
    } catch {
      logger.warning("Whether source \(source) is online could not be kept: \(error.message)")
    }
  }

  private func setAlarm(_ source: Source.ID) {
    guard var wait = waits[source] else { return }
    wait.failures += 1
    wait.alarm = clock.ring(after: Backoff.probe.delay(after: wait.failures)) { [weak self] in
      Task { await self?.probe(source) }
    }
    waits[source] = wait
  }

  private func probe(_ source: Source.ID) async {
    guard waits[source] != nil else { return }
    do throws(ServerError) {
      // Somebody has signed out meanwhile: nothing is left to be synced.
      if case .some(false) = try? await servers.isSignedIn(to: source) { return stopAwaiting(source) }
      try await check(source)
    } catch {
      if case .noServer = error { return stopAwaiting(source) }
      setAlarm(source)
    }
  }
}
