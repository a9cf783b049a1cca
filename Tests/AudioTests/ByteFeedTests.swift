import Model
import Synchronization
import Testing

@testable import Audio

@Suite(.timeLimit(.minutes(1))) struct ByteFeedTests {
  private let source = HeldSource()
  private let feed: ByteFeed

  init() throws {
    try GStreamerLibrary.start()
    feed = ByteFeed(source, length: 1_000_000)
    feed.attach(try GStreamerLibrary.element("appsrc"))
  }

  /// Lets the decoder read at a place.
  /// - Returns: the read, once the source has been asked.
  private func read(at offset: Int64, _ begun: inout AsyncStream<Int64>.Iterator) async throws -> Task<
    Void, Never
  > {
    _ = feed.seek(to: offset)
    feed.needData(100)
    #expect(await begun.next(isolation: #isolation) == offset)
    return try #require(feed.state.withLock { $0.reading?.task })
  }

  /// After a jump there and back two reads of the same place are under way; the first was given up.
  @Test func aReadThatWasGivenUpSaysNothing() async throws {
    var begun = source.reads.makeAsyncIterator()
    let first = try await read(at: 0, &begun)
    let second = try await read(at: 500_000, &begun)
    let third = try await read(at: 0, &begun)

    source.end(0, with: .failure(CancellationError()))
    await first.value
    source.end(1, with: .success([UInt8](repeating: 7, count: 100)))
    await second.value
    #expect(feed.isWaiting)

    source.end(2, with: .success([UInt8](repeating: 1, count: 100)))
    await third.value
    #expect(!feed.isWaiting)
    #expect(feed.state.withLock(\.offset) == 100)
    feed.close()
  }

  @Test func theFailureOfTheReadThatIsWaitedForEndsTheWaiting() async throws {
    var begun = source.reads.makeAsyncIterator()
    let only = try await read(at: 0, &begun)
    source.end(0, with: .failure(HeldSource.Broken()))
    await only.value
    #expect(!feed.isWaiting)
    feed.close()
  }
}
