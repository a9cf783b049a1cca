import CDBus
import Executors

/// A turn of the thread: read what is there, answer `Peer`, start a bounded number of calls.
extension BusConnection {
  /// So many calls are started before the socket is looked at again: a `Ping` that comes meanwhile waits for them.
  private static let callsPerTurn = 8
  /// So many times about 4 KiB are read ahead before calls are started.
  private static let readsPerTurn = 256
  /// After so many, some megabytes, the C library keeps enough of what was freed to be worth the time of asking for it.
  private static let readsPerTrim = 1_024

  var interest: DescriptorInterest {
    guard let transport else { return DescriptorInterest(descriptor: -1, events: []) }
    var interest = transport.interest
    interest.deadline = deadline
    interest.hasWork = !transport.isConnected || hasCallsToStart(transport)
    return interest
  }

  private func hasCallsToStart(_ transport: Transport) -> Bool {
    !backlog.isEmpty && !transport.isCongested
  }

  func wake(with events: DescriptorEvents) {
    guard let transport else { return }
    if !events.isEmpty {
      transport.handle(events)
      reads += 1
    }
    // One message is what a quiet bus brings. After more, look for the rest first: a `Ping` may be among it.
    if takeMessages(from: transport) > 1 {
      var ahead = 0
      while ahead < Self.readsPerTurn, transport.isReadable {
        transport.handle(.readable)
        takeMessages(from: transport)
        ahead += 1
      }
      reads += ahead
    }
    if hasCallsToStart(transport) {
      var calls = 0
      while calls < Self.callsPerTurn, let call = backlog.popFirst() {
        accept(call)
        calls += 1
      }
    }
    expireCalls()
    giveMemoryBack()
    if !transport.isConnected { disconnect() }
  }

  /// After a flood, once all of its calls have ended.
  func giveMemoryBack() {
    guard reads >= Self.readsPerTrim, backlog.isEmpty, clients.isEmpty else { return }
    reads = 0
    // Its own job: until this one has ended, the last call is still held.
    Task { trim() }
  }

  private func trim() {
    ProcessHeap.trim()
  }

  /// - Returns: how many messages there were.
  @discardableResult
  private func takeMessages(from transport: Transport) -> Int {
    var count = 0
    while let message = transport.nextMessage() {
      count += 1
      switch message.kind {
      case DBUS_MESSAGE_TYPE_METHOD_CALL:
        if !answerPeer(message) { backlog.append(message) }
      case DBUS_MESSAGE_TYPE_METHOD_RETURN, DBUS_MESSAGE_TYPE_ERROR: resolve(message)
      case DBUS_MESSAGE_TYPE_SIGNAL: deliver(message)
      // The specification: unknown types are to be ignored.
      default: break
      }
    }
    return count
  }
}
