import Crypto
import Dispatch
import Executors
public import Library
import Logging
public import Model
public import Servers

/// Fetches the covers of synced tracks when they are first shown or played: a sync of a million tracks fetches none.
///
/// One at a time, each once, whoever asks; what a server could not give is not asked for again for a while. The files
/// are named by the hash of their bytes, for what a server calls a cover is any text. Fetched covers take so much room
/// at most, and the ones that were not used for longest go first; covers of this device's own files are not counted,
/// and stay as long as the files.
public actor CoverFetcher {
  /// So long a cover that could not be had is not asked for again, in seconds.
  private static let patience: Int64 = 600
  /// More than these are forgotten failures.
  private static let rememberedFailures = 1_000

  private let executor = DispatchQueueExecutor(label: "soul.covers", qos: .utility)
  private let library: LibraryStore
  private let servers: ServerDirectory
  private let files: CoverFiles
  private let limit: Int
  private let clock: any AlarmClock
  private let logger = Logger(label: "soul.sync")
  private var failures: [ServerCover: Int64] = [:]
  private var last: Task<Bool, Never>?

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - directory: the folder of the covers, absolute; made with the first one.
  ///   - limit: bytes that fetched covers may take in all.
  public init(
    library: LibraryStore, servers: ServerDirectory, directory: String, limit: Int = 500_000_000,
    clock: any AlarmClock = SystemAlarmClock()
  ) {
    self.library = library
    self.servers = servers
    files = CoverFiles(directory: directory)
    self.limit = limit
    self.clock = clock
  }

  /// Sees to it that a track which is shown or played has its cover here, where a server has one. To be called for the
  /// few that somebody looks at, not for a list.
  /// - Returns: whether the track has a cover now that it had not before; the library has announced it.
  @discardableResult
  public func want(_ track: Track.ID) async -> Bool {
    let before = last
    let task = Task {
      _ = await before?.value
      return await provide(track)
    }
    last = task
    return await task.value
  }

  private func provide(_ track: Track.ID) async -> Bool {
    do throws(LibraryError) {
      if let key = try await library.fetchedCover(of: track) {
        guard !files.has(key.fileName) else {
          try await library.touchCover(of: track)
          return false
        }
        // Somebody has emptied the cache.
        try await library.forgetCover(key)
      }
      guard let cover = try await library.missingCover(of: track) else { return false }
      if try await library.useCover(cover, for: track) { return true }
      guard failures[cover].map({ $0 <= clock.now }) ?? true else { return false }
      return try await fetch(cover, for: track)
    } catch {
      logger.warning("A cover could not be kept: \(error.message)")
      return false
    }
  }

  private func fetch(_ cover: ServerCover, for track: Track.ID) async throws(LibraryError) -> Bool {
    let bytes: [UInt8]?
    do throws(ServerError) {
      bytes = try await servers.client(for: cover.source).cover(of: cover.serverFileID)
    } catch {
      logger.info("source \(cover.source): a cover could not be fetched: \(error.message)")
      remember(cover)
      return false
    }
    guard let bytes, let format = PictureFormat(bytes) else {
      remember(cover)
      return false
    }
    let hash = SHA256.hash(data: bytes).map { byte in
      byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
    }.joined()
    let key = CoverKey(hash: hash, fileExtension: format.rawValue)
    if !files.has(key.fileName) {
      let code = files.write(bytes, as: key.fileName)
      guard code == 0 else {
        logger.warning("A cover could not be written to \(files.directory): error \(code)")
        remember(cover)
        return false
      }
    }
    try await library.addCover(key, size: bytes.count, as: cover, for: track)
    for evicted in try await library.evictCovers(to: limit, keeping: track) { files.remove(evicted.fileName) }
    return true
  }

  private func remember(_ cover: ServerCover) {
    if failures.count >= Self.rememberedFailures { failures.removeAll() }
    failures[cover] = clock.now + Self.patience
  }
}
