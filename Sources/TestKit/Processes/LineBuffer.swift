import Foundation
import Glibc
import Synchronization

/// What a process writes to one pipe: line by line while it runs, or as a whole at its end.
public final class LineBuffer: Sendable {
  private struct Waiter {
    let id: UInt64
    let isWanted: @Sendable (String) -> Bool
    let continuation: CheckedContinuation<String?, Never>
  }

  private struct State {
    var bytes: [UInt8] = []
    /// Where the first line that nobody has taken begins.
    var cursor = 0
    var isAtEnd = false
    var lastWaiter: UInt64 = 0
    var waiters: [Waiter] = []
    var endWaiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Reads a pipe on a thread of its own until its last writer has closed it, then closes it.
  init(reading descriptor: Int32) {
    Thread.detachNewThread {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
          self.append(chunk[..<count])
        } else if count == 0 || errno != EINTR {
          break
        }
      }
      close(descriptor)
      self.append([])
    }
  }

  /// Everything that was written, once the pipe is closed.
  public func text() async -> String {
    await withCheckedContinuation { continuation in
      let isAtEnd = state.withLock { state in
        if !state.isAtEnd { state.endWaiters.append(continuation) }
        return state.isAtEnd
      }
      if isAtEnd { continuation.resume() }
    }
    return textSoFar
  }

  /// What was written until now.
  public var textSoFar: String {
    state.withLock { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// Waits for the next line that is wanted; lines before it are skipped for good.
  /// - Returns: `nil` where the pipe is closed, or the task cancelled, before such a line.
  public func line(where isWanted: @escaping @Sendable (String) -> Bool) async -> String? {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Waiter(id: id, isWanted: isWanted, continuation: continuation)
        settle(
          state.withLock { state in
            state.waiters.append(waiter)
            return Self.takeAnswers(&state, cancelled: Task.isCancelled ? id : nil)
          })
      }
    } onCancel: {
      settle(state.withLock { Self.takeAnswers(&$0, cancelled: id) })
    }
  }

  /// No bytes mean the end.
  private func append(_ bytes: ArraySlice<UInt8>) {
    let (answers, endWaiters) = state.withLock { state in
      state.bytes += bytes
      state.isAtEnd = bytes.isEmpty
      let endWaiters = state.isAtEnd ? state.endWaiters : []
      if state.isAtEnd { state.endWaiters = [] }
      return (Self.takeAnswers(&state), endWaiters)
    }
    settle(answers)
    for waiter in endWaiters { waiter.resume() }
  }

  private typealias Answer = (Waiter, String?)

  private func settle(_ answers: [Answer]) {
    for (waiter, line) in answers { waiter.continuation.resume(returning: line) }
  }

  private static func takeAnswers(_ state: inout State, cancelled: UInt64? = nil) -> [Answer] {
    var answers: [Answer] = []
    if let cancelled, let index = state.waiters.firstIndex(where: { $0.id == cancelled }) {
      answers.append((state.waiters.remove(at: index), nil))
    }
    while let waiter = state.waiters.first, let line = takeLine(&state) {
      guard waiter.isWanted(line) else { continue }
      state.waiters.removeFirst()
      answers.append((waiter, line))
    }
    if state.isAtEnd {
      answers += state.waiters.map { ($0, nil) }
      state.waiters = []
    }
    return answers
  }

  /// The next whole line; at the end of the pipe also what has no line feed.
  private static func takeLine(_ state: inout State) -> String? {
    let rest = state.bytes[state.cursor...]
    guard let lineFeed = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      guard state.isAtEnd, !rest.isEmpty else { return nil }
      state.cursor = state.bytes.count
      return String(decoding: rest, as: UTF8.self)
    }
    state.cursor = lineFeed + 1
    return String(decoding: rest[..<lineFeed], as: UTF8.self)
  }
}
