import GRDB
import Synchronization

extension LibraryStore {
  /// - Parameter action: what is asked, to follow "could not" in an error's sentence.
  func read<Value: Sendable>(
    _ action: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LibraryError) -> Value {
    try enter(action)
    defer { gate.leave() }
    do {
      return try await pool.read(body)
    } catch {
      throw LibraryError(error, path: path, action: action)
    }
  }

  /// One transaction, which the cancellation of the calling task does not break off.
  func write<Value: Sendable>(
    _ action: String, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(LibraryError) -> Value {
    try enter(action)
    defer { gate.leave() }
    let result = await withCheckedContinuation { continuation in
      pool.asyncWrite(body) { _, result in continuation.resume(returning: result) }
    }
    do {
      return try result.get()
    } catch {
      throw LibraryError(error, path: path, action: action)
    }
  }

  /// One transaction, which the cancellation of the calling task takes back where it comes in time: for what can be done
  /// again, and takes long.
  /// - Parameter body: throws `CancellationError` once its closure says so.
  func writeUnlessCancelled<Value: Sendable>(
    _ action: String,
    _ body: @escaping @Sendable (Database, _ isCancelled: @Sendable () -> Bool) throws -> Value
  ) async throws(LibraryError) -> Value {
    let isCancelled = Atomic(false)
    let result: Result<Value, LibraryError> = await withTaskCancellationHandler {
      do throws(LibraryError) {
        return .success(
          try await write(action) { database in try body(database) { isCancelled.load(ordering: .relaxed) } })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
    return try result.get()
  }
}
