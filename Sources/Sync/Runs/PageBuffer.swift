import Model
import Servers
import Synchronization

/// The pages that were read and are not written yet: reading waits when there are enough, writing while there are none.
///
/// One task reads, one writes.
final class PageBuffer: Sendable {
  private enum Pages {
    case more
    case ended(ServerError?)
  }

  private struct State {
    var pages: [ServerTrackPage] = []
    var end: Pages = .more
    var isAbandoned = false
    var reader: CheckedContinuation<Bool, Never>?
    var writer: CheckedContinuation<Void, Never>?
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: so many pages are read ahead, > 0.
  init(limit: Int) {
    self.limit = limit
  }

  /// Puts in a page, and waits until there is room for another one.
  /// - Returns: whether another one is wanted.
  func add(_ page: ServerTrackPage) async -> Bool {
    let writer = state.withLock { state in
      state.pages.append(page)
      defer { state.writer = nil }
      return state.writer
    }
    writer?.resume()
    return await withCheckedContinuation { continuation in
      let answer: Bool? = state.withLock { state in
        if state.isAbandoned { return false }
        if state.pages.count < limit { return true }
        state.reader = continuation
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  /// Says that no page follows.
  func end(_ error: ServerError?) {
    let writer = state.withLock { state in
      state.end = .ended(error)
      defer { state.writer = nil }
      return state.writer
    }
    writer?.resume()
  }

  /// Says that no page is wanted any more.
  func abandon() {
    let reader = state.withLock { state in
      state.isAbandoned = true
      state.pages = []
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: false)
  }

  /// - Returns: the next page; `nil` after the last.
  func next() async throws(ServerError) -> ServerTrackPage? {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        if case .more = state.end, state.pages.isEmpty {
          state.writer = continuation
          return false
        }
        return true
      }
      if isReady { continuation.resume() }
    }
    let (page, reader, error) = state.withLock { state in
      guard !state.pages.isEmpty else {
        if case .ended(let error) = state.end { return (ServerTrackPage?.none, state.reader, error) }
        return (nil, state.reader, nil)
      }
      let page = state.pages.removeFirst()
      defer { state.reader = nil }
      return (page, state.reader, nil)
    }
    if page != nil { reader?.resume(returning: true) }
    if let error { throw error }
    return page
  }
}
