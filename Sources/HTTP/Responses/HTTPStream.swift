/// An answer whose body is read as it comes, by one task.
///
/// What nobody reads is not fetched either: the server is held up once some hundred KiB wait. The request ends with
/// the body, with `cancel`, with the task that waits in `next`, and with the last reference to the stream.
public final class HTTPStream: Sendable {
  public let status: Int
  public let headers: HTTPHeaders
  /// Where it comes from at last: another URL than the request's where a redirect was followed.
  public let url: String

  private let buffer: StreamBuffer
  private let client: HTTPClient
  private let number: UInt64

  init(_ response: HTTPResponse, buffer: StreamBuffer, client: HTTPClient, number: UInt64) {
    status = response.status
    headers = response.headers
    url = response.url
    self.buffer = buffer
    self.client = client
    self.number = number
  }

  deinit {
    client.stop(number)
  }

  /// Bytes of the body as they are sent; `nil` where the server doesn't say (a radio stream).
  public var contentLength: Int64? {
    headers["Content-Length"].flatMap { Int64($0) }
  }

  /// Which bytes the server says that these are; `nil` in an answer with all.
  public var contentRange: HTTPContentRange? {
    headers["Content-Range"].flatMap { HTTPContentRange($0) }
  }

  /// The bytes that follow, at least one and at most some hundred KiB; `nil` after the last.
  ///
  /// What came before an interruption is given first, so that who counts knows where to go on.
  public func next() async throws(HTTPError) -> [UInt8]? {
    while true {
      if Task.isCancelled { cancel() }
      switch buffer.take() {
      case .bytes(let bytes, let isHeldUp):
        if isHeldUp { client.resume(number) }
        return bytes
      case .end(nil): return nil
      case .end(let failure?): throw failure
      case .nothing:
        await withTaskCancellationHandler {
          await buffer.wait()
        } onCancel: {
          cancel()
        }
      }
    }
  }

  /// Ends the request; `next` throws `cancelled` from now on.
  public func cancel() {
    buffer.discard()
    client.stop(number)
  }
}
