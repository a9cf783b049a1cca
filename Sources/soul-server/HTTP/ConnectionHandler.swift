import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1

/// Holds one connection to its limits, and sends files on it.
///
/// It sits next to the HTTP codec, where a part of a file goes to the kernel as it is (sendfile(2)): no byte of it
/// passes through this process.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// After an answer that ends the connection, what the client still sends is read for so long: closed at once, the
  /// kernel would take the answer back.
  private static let lingering = TimeAmount.seconds(2)
  private static let fileCheck = TimeAmount.seconds(1)

  private static let logger = Logger(label: "soul.connection")

  private let limits: ConnectionLimits
  private var context: ChannelHandlerContext?
  private var requestEnd: Scheduled<Void>?
  private var answerCheck: Scheduled<Void>?
  /// Requests whose heads have come and whose answers have not ended.
  private var unanswered = 0
  /// What came was no HTTP, and has been answered: nothing more is read.
  private var isRefused = false
  private var isAnswering = false
  private var closesAfterAnswer = false
  /// What was waiting to be taken at the last check, and how many parts had been written by then.
  private var waiting = 0
  private var checkedParts = 0
  private var parts = 0

  init(limits: ConnectionLimits) {
    self.limits = limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    expectRequest(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    requestEnd?.cancel()
    answerCheck?.cancel()
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: unanswered += 1
    case .body: break
    case .end:
      requestEnd?.cancel()
      requestEnd = nil
    }
    context.fireChannelRead(data)
  }

  /// What is no request can't be answered by a route. In the middle of a body the route that reads it does.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError, unanswered == 0, !isRefused else {
      context.fireErrorCaught(error)
      return
    }
    isRefused = true
    let refusal = error == .headerOverflow ? APIError.headersTooLarge : .malformed
    let body = ByteBuffer(string: refusal.text)
    let fields: HTTPHeaders = [
      "Content-Type": "application/json", "Content-Length": "\(body.readableBytes)", "Connection": "close",
    ]
    let status = HTTPResponseStatus(statusCode: refusal.status.code)
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: fields)
    for part in [HTTPServerResponsePart.head(head), .body(.byteBuffer(body)), .end(nil)] {
      write(context: context, data: wrapOutboundOut(part), promise: nil)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    parts += 1
    switch unwrapOutboundIn(data) {
    case .head(let head):
      isAnswering = true
      closesAfterAnswer =
        head.headers.contains(name: "connection")
        && head.headers[canonicalForm: "connection"].contains("close")
      if answerCheck == nil { checkAnswerLater(context) }
      context.write(data, promise: promise)
    case .body:
      context.write(data, promise: promise)
    case .end:
      isAnswering = false
      unanswered = max(0, unanswered - 1)
      context.write(data, promise: promise)
      if closesAfterAnswer {
        context.flush()
        context.close(mode: .output, promise: nil)
        closeLater(context, after: Self.lingering)
      } else if requestEnd == nil {
        expectRequest(context)
      }
    }
  }

  /// Sends a part of a file as a part of the answer's body.
  /// - Parameter promise: kept once the kernel has taken all of it; failed where the file has become shorter.
  func send(_ file: OpenFile, _ range: Range<Int64>, promise: EventLoopPromise<Void>) {
    guard let context else {
      promise.fail(ChannelError.ioOnClosedChannel)
      return
    }
    parts += 1
    let check = checkFileLater(context, file, range.upperBound)
    promise.futureResult.whenComplete { _ in check.cancel() }
    let region = FileRegion(
      fileHandle: file.handle, readerIndex: Int(range.lowerBound), endIndex: Int(range.upperBound))
    context.writeAndFlush(wrapOutboundOut(.body(.fileRegion(region))), promise: promise)
  }

  private func expectRequest(_ context: ChannelHandlerContext) {
    requestEnd?.cancel()
    requestEnd = closeLater(context, after: limits.request)
  }

  @discardableResult
  private func closeLater(_ context: ChannelHandlerContext, after time: TimeAmount) -> Scheduled<Void> {
    let channel = context.channel
    return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }

  private func checkAnswerLater(_ context: ChannelHandlerContext) {
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    answerCheck = context.eventLoop.scheduleTask(in: limits.answer) { handler.value.checkAnswer() }
  }

  private func checkAnswer() {
    answerCheck = nil
    guard let context else { return }
    let left = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    guard left > 0 || isAnswering else { return }
    if left > 0, left == waiting, parts == checkedParts {
      Self.logger.debug(
        "A client took nothing of its answer for \(limits.answer.nanoseconds / 1_000_000_000) s")
      context.close(promise: nil)
      return
    }
    waiting = left
    checkedParts = parts
    checkAnswerLater(context)
  }

  /// The kernel sends nothing of what is beyond a file's end, and SwiftNIO would ask it again for ever.
  private func checkFileLater(
    _ context: ChannelHandlerContext, _ file: OpenFile, _ end: Int64
  ) -> RepeatedTask {
    let channel = context.channel
    return context.eventLoop.scheduleRepeatedTask(initialDelay: Self.fileCheck, delay: Self.fileCheck) {
      task in
      guard file.isShorter(than: end) else { return }
      task.cancel()
      channel.close(promise: nil)
    }
  }
}
