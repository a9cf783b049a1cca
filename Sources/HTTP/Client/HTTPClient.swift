import CCurl
import Dispatch
import Executors
import Logging

/// Asks servers over HTTP/1.1, with libcurl.
///
/// Nothing wakes up while no request is under way: connections are kept for the next request, without a timer. Certificates
/// are checked always. There are no cookies and no `.netrc`. Proxies are libcurl's own matter, from the environment,
/// within what `HTTPProxies` allows.
public actor HTTPClient {
  let executor = DispatchQueueExecutor(label: "soul.http")
  private let logger = Logger(label: "soul.http")
  private let userAgent: String
  /// `nil` before the first request and after the close.
  private var multi: MultiHandle?
  private var timer: WakeTimer?
  /// By libcurl's handle, as long as libcurl holds it.
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
  private var lastNumber: UInt64 = 0
  private var isClosed = false

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameter userAgent: who asks: `soul-player/1.0`.
  public init(userAgent: String) {
    self.userAgent = userAgent
  }

  /// Asks, and waits for the whole answer, of whatever status. The task's cancellation ends the request.
  public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    try await follow(request, into: nil).response
  }

  /// Asks, and returns as soon as the answer's head is there, of whatever status. The body is taken as it is: what is
  /// compressed although nobody asked for it is an error.
  public func open(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    let buffer = StreamBuffer()
    let (response, number) = try await follow(request, into: buffer)
    return HTTPStream(response, buffer: buffer, client: self, number: number)
  }

  /// Ends all requests with `closed`, and all connections. There is no way back.
  public func close() {
    isClosed = true
    for transfer in transfers.values { end(transfer, .closed) }
    timer = nil
    multi = nil
  }

  private func follow(
    _ request: HTTPRequest, into stream: StreamBuffer?
  ) async throws(HTTPError) -> (response: HTTPResponse, number: UInt64) {
    var visit = try Visit(request)
    while true {
      lastNumber += 1
      let number = lastNumber
      let response = try await perform(visit, number: number, into: stream).get()
      guard let location = response.headers.redirectTarget(status: response.status) else {
        return (response, number)
      }
      visit = try visit.next(response.status, to: location)
    }
  }

  private func perform(
    _ visit: Visit, number: UInt64, into stream: StreamBuffer?
  ) async -> Result<HTTPResponse, HTTPError> {
    if Task.isCancelled { return .failure(.cancelled) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        do throws(HTTPError) {
          try start(visit, number: number, stream: stream, answer: continuation)
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    } onCancel: {
      stop(number)
    }
  }

  /// Either throws or lets the answer be told.
  private func start(
    _ visit: Visit, number: UInt64, stream: StreamBuffer?,
    answer: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>
  ) throws(HTTPError) {
    guard !isClosed else { throw .closed }
    let multi = try openMulti()
    let transfer = try Transfer(visit, number: number, userAgent: userAgent, stream: stream, answer: answer)
    try multi.add(transfer.easy)
    transfers[transfer.easy.pointer] = transfer
    turn()
  }

  private func openMulti() throws(HTTPError) -> MultiHandle {
    if let multi { return multi }
    let made = try MultiHandle(queue: executor.queue) { [weak self] socket, isWritable in
      self?.assumeIsolated { $0.act(on: socket, isWritable: isWritable) }
    }
    timer = WakeTimer(queue: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.wake() }
    }
    multi = made
    return made
  }

  // MARK: what happens on the queue

  /// Ends a request; nothing happens where it has ended.
  nonisolated func stop(_ number: UInt64) {
    executor.queue.async {
      self.assumeIsolated { client in
        guard let transfer = client.transfer(number) else { return }
        client.end(transfer, .cancelled)
        client.turn()
      }
    }
  }

  /// Lets a body come on that was held up.
  nonisolated func resume(_ number: UInt64) {
    executor.queue.async {
      self.assumeIsolated { client in
        guard let transfer = client.transfer(number) else { return }
        transfer.resume()
        client.turn()
      }
    }
  }

  private func transfer(_ number: UInt64) -> Transfer? {
    transfers.values.first { $0.number == number }
  }

  private func act(on socket: Int32, isWritable: Bool) {
    multi?.act(on: socket, isWritable: isWritable)
    turn()
  }

  private func wake() {
    timer?.clear()
    turn()
  }

  /// Does what is due, tells who waits, and sets the timer for what comes next.
  private func turn() {
    guard let multi else { return }
    if let deadline = multi.deadline, deadline <= .now() { multi.actOnTime() }
    while let ended = multi.nextEnded() {
      guard let transfer = transfers.removeValue(forKey: ended.easy) else { continue }
      let error = transfer.end(ended.code)
      multi.remove(transfer.easy)
      log(transfer, error)
    }
    let now = DispatchTime.now()
    for transfer in transfers.values {
      if let limit = transfer.limitExceeded(at: now) {
        end(transfer, transfer.timedOut(limit))
      } else if transfer.hasNews {
        transfer.tell()
      }
    }
    timer?.set(([multi.deadline] + transfers.values.map(\.deadline)).compactMap(\.self).min())
  }

  private func end(_ transfer: Transfer, _ error: HTTPError) {
    transfers[transfer.easy.pointer] = nil
    transfer.end(error)
    multi?.remove(transfer.easy)
    log(transfer, error)
  }

  /// Neither headers nor what follows the path is ever logged.
  private func log(_ transfer: Transfer, _ error: HTTPError?) {
    logger.debug(
      "\(transfer.visit.request.method.rawValue) \(transfer.visit.url.place): \(error?.message ?? String(transfer.status))"
    )
  }
}
