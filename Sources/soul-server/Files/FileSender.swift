import Hummingbird
import NIOCore

/// Sends a part of a file as an answer's body.
struct FileSender: Sendable {
  /// So much goes to the kernel at once: enough for 1 GB/s, little enough to share an event loop.
  private static let step = 2 << 20 as Int64

  let file: OpenFile
  let range: Range<Int64>
  let channel: any Channel

  var body: ResponseBody {
    ResponseBody(contentLength: Int(range.count)) { writer in
      try await send()
      try await writer.finish(nil)
    }
  }

  private func send() async throws {
    var position = range.lowerBound
    while position < range.upperBound {
      let part = position..<min(position + Self.step, range.upperBound)
      // The answer's length has been told: a file that was cut off can't be sent as announced.
      guard !file.isShorter(than: part.upperBound) else { throw ChannelError.eof }
      position = part.upperBound
      if position < range.upperBound {
        file.prepare(position..<min(position + Self.step, range.upperBound))
      }
      try await send(part)
    }
  }

  private func send(_ part: Range<Int64>) async throws {
    let promise = channel.eventLoop.makePromise(of: Void.self)
    channel.eventLoop.execute {
      do {
        try channel.pipeline.syncOperations.handler(type: ConnectionHandler.self)
          .send(file, part, promise: promise)
      } catch {
        promise.fail(error)
      }
    }
    try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }
}
