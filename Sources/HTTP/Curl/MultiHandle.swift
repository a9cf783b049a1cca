import CCurl
import Dispatch

/// All requests of one client, their connections, and what libcurl waits for (`curl_multi_socket_action`).
///
/// Used on the client's queue alone.
final class MultiHandle {
  /// A request that is over.
  struct Ended {
    let easy: UnsafeMutableRawPointer
    let code: CURLcode
  }

  /// As many connections are kept for the next request.
  private static let keptConnections = 8

  /// When libcurl wants to be called although no socket is ready; `nil` never.
  private(set) var deadline: DispatchTime?
  /// Requests whose socket cannot be waited for: there are no descriptors left.
  private var unwatched: [UnsafeMutableRawPointer] = []
  private let pointer: UnsafeMutableRawPointer
  private let queue: DispatchQueue
  private let ready: @Sendable (_ socket: Int32, _ isWritable: Bool) -> Void
  private var watches: [Int32: SocketWatch] = [:]
  private let kept = KeptConnections()

  /// - Parameter ready: called on the queue when a socket is, for `act`.
  init(
    queue: DispatchQueue, ready: @escaping @Sendable (_ socket: Int32, _ isWritable: Bool) -> Void
  ) throws(HTTPError) {
    guard let made = soul_curl_multi_init() else { throw .failed(reason: "there is no memory left") }
    pointer = made
    self.queue = queue
    self.ready = ready
    // It is there as long as the handle: `deinit` takes both away.
    let context = Unmanaged.passUnretained(self).toOpaque()
    try CurlLibrary.check(soul_multi_set_socket_change(pointer, Self.socketChanged, context))
    try CurlLibrary.check(soul_multi_set_timer_change(pointer, Self.timerChanged, context))
    try CurlLibrary.check(soul_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, Self.keptConnections))
  }

  deinit {
    soul_multi_set_socket_change(pointer, nil, nil)
    soul_multi_set_timer_change(pointer, nil, nil)
    soul_curl_multi_cleanup(pointer)
  }

  func add(_ easy: EasyHandle) throws(HTTPError) {
    // `deinit` has all connections closed before it lets go of this object.
    let context = Unmanaged.passUnretained(kept).toOpaque()
    try CurlLibrary.check(soul_easy_set_close_socket(easy.pointer, KeptConnections.closeSocket, context))
    kept.endThoseThatSpeak()
    try CurlLibrary.check(soul_curl_multi_add_handle(pointer, easy.pointer))
  }

  /// Ends a request that is still running, or clears away one that has ended.
  func remove(_ easy: EasyHandle) {
    // Asked while libcurl still knows it; where it closes the connection now, that is told.
    let socket = easy.isEncrypted ? -1 : soul_easy_socket(easy.pointer)
    if socket >= 0 { kept.insert(socket) }
    soul_curl_multi_remove_handle(pointer, easy.pointer)
  }

  /// Lets libcurl read or write where it can.
  func act(on socket: Int32, isWritable: Bool) {
    var running: Int32 = 0
    soul_curl_multi_socket_action(pointer, socket, isWritable ? CURL_CSELECT_OUT : CURL_CSELECT_IN, &running)
  }

  /// Lets libcurl do what is due by now.
  func actOnTime() {
    var running: Int32 = 0
    soul_curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running)
    // It does not tell a time twice, not even when it was called a little early: so it is asked.
    var milliseconds = 0
    soul_curl_multi_timeout(pointer, &milliseconds)
    setDeadline(milliseconds)
  }

  /// A request that is over; `nil` where there is none (any more).
  func nextEnded() -> Ended? {
    if let easy = unwatched.popLast() { return Ended(easy: easy, code: CURLE_OUT_OF_MEMORY) }
    var rest: Int32 = 0
    while let message = soul_curl_multi_info_read(pointer, &rest) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      return Ended(easy: easy, code: soul_message_result(message))
    }
    return nil
  }

  private func setDeadline(_ milliseconds: Int) {
    deadline = milliseconds < 0 ? nil : .now() + .milliseconds(milliseconds)
  }

  private func watch(_ socket: Int32, events: Int32, for easy: UnsafeMutableRawPointer?) {
    guard events != CURL_POLL_REMOVE else {
      watches[socket] = nil
      return
    }
    kept.remove(socket)
    let watch = watches[socket] ?? SocketWatch(socket, queue: queue, ready: ready)
    watches[socket] = watch
    let isWatched = watch.wait(
      reading: events & CURL_POLL_IN != 0, writing: events & CURL_POLL_OUT != 0)
    if !isWatched, let easy { unwatched.append(easy) }
  }

  private static let socketChanged: soul_socket_change = { easy, socket, events, context, _ in
    guard let context else { return 0 }
    // libcurl calls back within a call of ours, and `deinit` ends that: the handle is there.
    Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue().watch(socket, events: events, for: easy)
    return 0
  }

  private static let timerChanged: soul_timer_change = { _, milliseconds, context in
    guard let context else { return 0 }
    // As above.
    Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue().setDeadline(milliseconds)
    return 0
  }
}
