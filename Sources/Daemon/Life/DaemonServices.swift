import Audio
import Bus
import Contract
import Dispatch
import HTTP
import Keyring
import Library
import Logging
import Model
import Playback
import Scan
import Servers
import Synchronization
import Sync
import Tags

/// The parts of a running daemon and what flows between them.
final class DaemonServices: Sendable {
  private static let mediaPlayerPath = ObjectPath(stringLiteral: ObjectPaths.mediaPlayer)
  private static let servicePath = ObjectPath(stringLiteral: ObjectPaths.service)
  private static let announcementInterval = DispatchTimeInterval.milliseconds(250)
  /// Reads the tags of files outside of the library: a disk that hangs must not hold up the tasks of the program.
  private static let tagQueue = DispatchQueue(label: "soul.tags", qos: .utility)

  private let connection: BusConnection
  private let library: LibraryStore
  private let configuration: Configuration
  private let player: Player
  private let operations: Operations
  private let importer: Importer
  private let http = HTTPClient(userAgent: "SoulPlayer/\(Contract.version)")
  private let keyring: KeyringStore
  private let servers: ServerDirectory
  private let engine: SyncEngine
  private let covers: CoverFetcher
  private let registry: SourceRegistry
  private let logger = Logger(label: "soul.daemon")
  private let tasks = Mutex<[Task<Void, Never>]>([])
  /// What `Position` is computed from, on whatever thread asks.
  private let lastState = Mutex(PlayerState())

  init(
    connection: BusConnection, library: LibraryStore, configuration: Configuration, directories: Directories
  ) {
    self.connection = connection
    self.library = library
    self.configuration = configuration
    keyring = KeyringStore(filesDirectory: directories.keyrings)
    servers = ServerDirectory(http: http, keyring: keyring)
    let connectivity = Connectivity(library: library, servers: servers)
    engine = SyncEngine(
      library: library, servers: servers, connectivity: connectivity, interval: configuration.syncInterval)
    player = Player(
      library: library, pipeline: Pipeline(configuration.audio), streams: servers,
      web: WebRadio(http: http), configuration: configuration.playback
    ) { path in
      await withCheckedContinuation { done in
        Self.tagQueue.async { done.resume(returning: try? TagReader.read(path: path).tags) }
      }
    }
    operations = Operations(connection: connection)
    importer = Importer(
      library: library, coversDirectory: directories.coversDirectory, operations: operations)
    covers = CoverFetcher(library: library, servers: servers, directory: directories.coversDirectory) {
      [importer] in await importer.restoreCovers($0)
    }
    registry = SourceRegistry(
      connection: connection, library: library, servers: servers, connectivity: connectivity, engine: engine,
      covers: covers, operations: operations)
  }

  /// Publishes all that clients may ask for; the names can be requested after it.
  func start(quit: @escaping @Sendable () -> Void) async {
    await player.restore()
    let state = await player.observe { [weak self] update in self?.publish(update) }
    lastState.withLock { $0 = state }
    covers.play(state.current?.trackID, cover: state.current?.coverPath)
    await connection.export(
      [
        MediaPlayerInterface.make(quit: quit),
        PlayerInterface.make(player) { [weak self] in
          self?.lastState.withLock(\.position.microseconds) ?? 0
        },
      ], at: Self.mediaPlayerPath)
    await connection.export(
      [
        LibraryInterface.make(library, importer: importer, covers: covers),
        QueueInterface.make(player, covers: covers),
        SourcesInterface.make(registry),
      ],
      at: Self.servicePath, objectManager: true)
    await connection.publish(
      MediaPlayerInterface.values, of: MediaPlayerInterface.name, at: Self.mediaPlayerPath)
    await connection.publish(
      PlayerInterface.values(of: state), of: PlayerInterface.name, at: Self.mediaPlayerPath)
    await connection.publish(QueueInterface.values(of: state), of: QueueInterface.name, at: Self.servicePath)
    await publishLibrary()
    await registry.load()
    await publishSources()
    keep(Task { [player] in await player.run() })
    keep(
      Task { [weak self, library] in
        let announce = Throttle<Void>(every: Self.announcementInterval) { [weak self] in
          await self?.announceLibraryChange()
        }
        for await change in library.changes() { await self?.take(change, announce: announce) }
      })
  }

  /// What can wait until clients are answered.
  func becomeReady() async {
    keep(
      Task { [registry, servers] in
        for await event in servers.events { await registry.take(event) }
      })
    keep(
      Task { [registry, engine] in
        for await event in engine.events { await registry.take(event) }
      })
    keep(
      Task { [registry, keyring, connection] in
        await registry.deleteLeftTokens()
        await KeyringWatch.run(on: connection) { await keyring.noteServiceChange() }
      })
    // Servers that are away take their time to be known as that: nothing here waits for them.
    keep(
      Task { [engine, covers] in
        await engine.start()
        await covers.removeUnused()
      })
    await importer.follow(configuration.folders)
  }

  /// Ends everything in the order of what would be missed most.
  func stop() async {
    // What is saved at the end waits for one step of a removal, not for all that follow, and for no batch of a sync. One
    // that is cancelled now has not failed, as it would have once nothing can be asked any more.
    library.prepareToClose()
    await engine.prepareToStop()
    await player.shutDown()
    // A token that was just renewed is the only one that the server still takes.
    await servers.finishStoring()
    // What waits for a server waits no longer.
    await http.close()
    await importer.stop()
    await engine.stop()
    await operations.cancelAll()
    await covers.finish()
    for task in tasks.withLock({ $0 }) { task.cancel() }
    do throws(LibraryError) {
      try library.close()
    } catch {
      logger.error("\(error.message)")
    }
    await connection.close()
  }

  private func keep(_ task: Task<Void, Never>) {
    tasks.withLock { $0.append(task) }
  }

  /// Called in the player's turn: the immediate task reaches the bus' thread in the order of the turns, before the
  /// reply to the call that caused it.
  private func publish(_ update: PlayerUpdate) {
    covers.play(update.state.current?.trackID, cover: update.state.current?.coverPath)
    let queue = QueueInterface.values(of: update.state)
    let player = PlayerInterface.values(of: update.state)
    Task.immediate { [connection] in
      await tell(update, queue: queue, player: player, on: connection)
    }
  }

  /// One turn of the bus' thread: a read of `Position` never runs ahead of the `Metadata` that it belongs to.
  private func tell(
    _ update: PlayerUpdate, queue: [MemberName: BusValue], player: [MemberName: BusValue],
    on connection: isolated BusConnection
  ) {
    lastState.withLock { $0 = update.state }
    // The queue first: who hears that the player has stopped can read in LastError why.
    connection.publish(queue, of: QueueInterface.name, at: Self.servicePath)
    connection.publish(player, of: PlayerInterface.name, at: Self.mediaPlayerPath)
    guard let position = update.seeked else { return }
    connection.emit(
      "Seeked", of: PlayerInterface.name, at: Self.mediaPlayerPath, [position.microseconds.busValue])
  }

  private func publishSources() async {
    do throws(LibraryError) {
      try await registry.refresh()
    } catch {
      logger.error("\(error.message)")
    }
  }

  private func publishLibrary() async {
    do throws(LibraryError) {
      let folders = try await library.folders()
      let totals = try await library.totals()
      await connection.publish(
        LibraryInterface.values(of: folders), of: LibraryInterface.name, at: Self.servicePath)
      await connection.publish(
        LibraryInterface.values(of: totals), of: LibraryInterface.name, at: Self.servicePath)
    } catch {
      logger.error("\(error.message)")
    }
  }

  private func take(_ change: LibraryChange, announce: Throttle<Void>) async {
    switch change {
    case .tracks(let totals):
      await connection.publish(
        LibraryInterface.values(of: totals), of: LibraryInterface.name, at: Self.servicePath)
      announce.submit(())
    case .sources:
      await publishSources()
      await player.sourcesChanged()
      Task { [covers] in await covers.provideForPlaying() }
      announce.submit(())
    case .tracksRemoved:
      await player.dropRemovedTracks()
    case .folders(let folders):
      await connection.publish(
        LibraryInterface.values(of: folders), of: LibraryInterface.name, at: Self.servicePath)
    }
  }

  private func announceLibraryChange() async {
    await player.refreshMetadata()
    // How many tracks each source has.
    await publishSources()
    await connection.emit("LibraryChanged", of: LibraryInterface.name, at: Self.servicePath, [])
  }
}
