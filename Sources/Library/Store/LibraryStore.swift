import GRDB
import Glibc
import Schema

/// The library on disk: tracks, albums, artists, playlists, sources, folders and what the user does with them.
///
/// The one place with SQL. One connection writes and a few read beside it (SQLite in WAL mode), so a list is
/// answered while an import runs. What belongs together is one transaction: after an error, a full disk or a
/// kill nothing of it is there. Writes are not torn by the cancellation of the task that asked for them.
public final class LibraryStore: Sendable {
  /// The absolute path of the database file.
  public let path: String
  /// The folder of the covers' files, which `Track.coverPath` leads to.
  public let coversDirectory: String
  let pool: DatabasePool
  let announcements = ChangeAnnouncements()
  let gate = AccessGate()

  private init(path: String, coversDirectory: String, pool: DatabasePool) {
    self.path = path
    self.coversDirectory = coversDirectory
    self.pool = pool
  }

  /// Opens the library and brings it to this program's schema; makes it, and its folder, where there is none.
  ///
  /// A file that is newer, damaged or no library is refused and left untouched.
  /// - Parameters:
  ///   - path: the database file's absolute path; beside it SQLite keeps `-wal` and `-shm`.
  ///   - coversDirectory: the absolute path of the folder that holds the covers as `{hash}.{extension}`.
  ///   - patience: seconds to wait for another process that writes, before the error `locked`.
  public static func open(
    at path: String, coversDirectory: String, patience: Double = 5
  ) throws(LibraryError) -> LibraryStore {
    try LibraryHeader.check(path)
    try makeFile(at: path)
    do {
      let pool = try DatabasePool(path: path, configuration: configuration(patience: patience))
      try pool.writeWithoutTransaction { try migrate($0, path: path) }
      return LibraryStore(path: path, coversDirectory: coversDirectory, pool: pool)
    } catch {
      throw LibraryError(error, path: path, action: "be opened")
    }
  }

  /// Lets the removals of sources stop after the step that they are at; the next start goes on with them. To be called
  /// before what has to be saved at the end, and before `close`: that waits for what is under way.
  public func prepareToClose() {
    gate.prepareToClose()
  }

  /// Ends all access and moves the write-ahead log into the file. Calls after it fail.
  ///
  /// It waits for what is under way: closing a connection under a read would end the process, and clients may ask
  /// until the very end. For another process it does not wait: while one reads, the log stays beside the file.
  public func close() throws(LibraryError) {
    announcements.finish()
    guard gate.close() else { return }
    emptyLog()
    do {
      try pool.close()
    } catch {
      throw LibraryError(error, path: path, action: "be closed")
    }
  }

  /// SQLite does it when the last connection closes, but not where that one only reads, as the pool's last does.
  private func emptyLog() {
    do {
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA busy_timeout = 0")
        try database.checkpoint(.truncate)
      }
    } catch {
      // What could not be moved, as another process reads or the disk is full, is safe in the log: the next start
      // takes it from there.
    }
  }

  /// - Throws: `failed` once the library is closed; else `gate.leave()` has to follow.
  func enter(_ action: String) throws(LibraryError) {
    guard gate.enter() else { throw .failed(action: action, reason: "it is closed") }
  }

  /// Gives back what memory SQLite keeps for speed: for the end of an import, before a long idle time. It waits for
  /// the reads that are under way.
  public func releaseMemory() {
    guard gate.enter() else { return }
    defer { gate.leave() }
    pool.releaseMemory()
  }

  /// Private to the user: what somebody listens to is nobody else's business.
  private static func makeFile(at path: String) throws(LibraryError) {
    guard access(path, F_OK) != 0 else { return }
    guard makeDirectory(LibraryPath.parent(of: path)) else {
      throw .notOpenable(path: path, reason: "its folder can't be made: \(String(cString: strerror(errno)))")
    }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .notOpenable(path: path, reason: "the file can't be made: \(String(cString: strerror(errno)))")
    }
    Glibc.close(descriptor)
  }

  /// - Returns: whether the folder is there now; if not, `errno` says why.
  private static func makeDirectory(_ path: String) -> Bool {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, path != "/", makeDirectory(LibraryPath.parent(of: path)) else { return false }
    return mkdir(path, 0o700) == 0 || errno == EEXIST
  }

  private static func configuration(patience: Double) -> Configuration {
    var configuration = Configuration()
    configuration.label = "soul.library"
    configuration.maximumReaderCount = 3
    // A connection that closes would leave work to Dispatch's global queues, and with it a timer that never ends.
    configuration.persistentReadOnlyConnections = true
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      // In KiB: a daemon idles most of its life, so the caches stay small; the writer's carries an import.
      let cache = database.configuration.readonly ? 2_000 : 8_000
      try database.execute(
        sql: """
          PRAGMA cache_size = -\(cache);
          PRAGMA wal_autocheckpoint = 4000;
          PRAGMA journal_size_limit = 16777216;
          """)
    }
    return configuration
  }

  private static func migrate(_ database: Database, path: String) throws {
    let known = Migration.player.count
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard (0...known).contains(version) else {
      throw LibraryError.newer(path: path, found: version, known: known)
    }
    if version == 0, try Bool.fetchOne(database, sql: "SELECT count(*) > 0 FROM sqlite_schema") == true {
      throw LibraryError.damaged(path: path, reason: "it is the database of another program")
    }
    for migration in Migration.player.dropFirst(version) {
      try database.inTransaction(.immediate) {
        try database.execute(sql: migration.sql)
        try database.execute(sql: "PRAGMA user_version = \(migration.version)")
        return .commit
      }
    }
    // The first statement that reads a table finds a schema that is broken.
    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM places")
  }
}
