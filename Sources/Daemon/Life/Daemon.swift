import Bus
import Contract
import Dispatch
import Executors
import Foundation
import Keyring
import Library
import Logging

/// The daemon from start to end: it wires the parts, owns the names while it lives, and leaves everything saved.
public struct Daemon: Sendable {
  public static let version = Contract.version

  /// What a session manager grants is more; a person who logs out does not want to wait.
  private static let shutdownLimit = DispatchTimeInterval.milliseconds(900)

  private let configuration: Configuration
  private let directories: Directories
  private let logger = Logger(label: "soul.daemon")

  /// Prepares the process: to be called before anything else, in the daemon's own process alone.
  /// - Throws: `DaemonError.thread`.
  public static func prepareProcess() throws(DaemonError) {
    do throws(ExecutorError) {
      try TaskThreads.install()
    } catch {
      throw .thread(error)
    }
    CoreDumps.excludeMemory()
  }

  public init(configuration: Configuration, directories: Directories) {
    self.configuration = configuration
    self.directories = directories
  }

  /// Lives until a signal, MPRIS `Quit` or the end of the session bus.
  /// - Throws: `DaemonError` where it can't start.
  public func run() async throws(DaemonError) -> ExitReason {
    let (exits, exit) = AsyncStream<ExitReason>.makeStream()
    let signals = TerminationSignals { number in
      // From here on, so that a start that hangs, on a disk or on the bus, can be ended too.
      limitShutdown()
      exit.yield(.signal(number))
    }
    defer { withExtendedLifetime(signals) {} }

    let connection = try await connect()
    if let name = await ownedName(connection) {
      await connection.close()
      return .alreadyRunning(name: name)
    }
    let library = try openLibrary()
    let services = DaemonServices(
      connection: connection, library: library, configuration: configuration, directories: directories)
    await services.start(quit: { exit.yield(.quit) })
    for name in [BusNames.service, BusNames.player] where try await !own(name, on: connection) {
      await services.stop()
      return .alreadyRunning(name: name)
    }
    logger.info("Ready: \(BusNames.service) and \(BusNames.player) are on the session bus")
    await services.becomeReady()

    let closing = Task {
      await connection.waitUntilClosed()
      exit.yield(.busClosed)
    }
    var reason = ExitReason.busClosed
    for await first in exits {
      reason = first
      break
    }
    logger.info("Ending: \(reason)")
    limitShutdown()
    await services.stop()
    closing.cancel()
    return reason
  }

  private func connect() async throws(DaemonError) -> BusConnection {
    do throws(BusError) {
      return try await BusConnection.open(.session)
    } catch {
      throw .bus(
        "The session bus can't be reached: \(error) Start soulplayerd from a desktop session, or with "
          + "“dbus-run-session soulplayerd”.")
    }
  }

  private func ownedName(_ connection: BusConnection) async -> String? {
    for name in [BusNames.service, BusNames.player] {
      do throws(BusError) {
        if try await connection.owner(of: BusName(stringLiteral: name)) != nil { return name }
      } catch {
        // The request for the name decides; this only spares a second instance the work before it.
        logger.debug("Who owns \(name) is not known: \(error)")
      }
    }
    return nil
  }

  private func own(_ name: String, on connection: BusConnection) async throws(DaemonError) -> Bool {
    do throws(BusError) {
      return try await connection.requestName(BusName(stringLiteral: name)) == .owned
    } catch {
      throw .bus("The name \(name) can't be had on the session bus: \(error)")
    }
  }

  private func openLibrary() throws(DaemonError) -> LibraryStore {
    do {
      try directories.prepareCache()
    } catch {
      throw .folder(path: directories.cache, reason: error.systemReason)
    }
    do throws(LibraryError) {
      return try LibraryStore.open(
        at: directories.libraryFile, coversDirectory: directories.coversDirectory)
    } catch {
      throw .library(error.message)
    }
  }

  /// What hangs must not keep the session from ending: everything a person would miss is saved first.
  private func limitShutdown() {
    DispatchQueue(label: "soul.shutdown", qos: .userInteractive).asyncAfter(
      deadline: .now() + Self.shutdownLimit
    ) {
      _exit(0)
    }
  }
}
