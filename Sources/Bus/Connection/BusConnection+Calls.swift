import CDBus

/// Calls to others.
extension BusConnection {
  /// How long a reply may take unless said otherwise, as with libdbus.
  public static let defaultTimeout = Duration.seconds(25)

  /// Calls a method and waits for the reply.
  /// - Parameter noAutoStart: whether a service that doesn't run is to be left so.
  /// - Throws: `BusError.remote` for an error reply, `.noReply`, `.disconnected`, `.cancelled`,
  ///   `.unencodable`, `.unreadable`.
  public func call(
    _ destination: BusName, at path: ObjectPath, interface: InterfaceName?, member: MemberName,
    arguments: [BusValue] = [], timeout: Duration = defaultTimeout, noAutoStart: Bool = false
  ) async throws(BusError) -> [BusValue] {
    let message = Message(callTo: destination, path: path, interface: interface, member: member)
    try append(arguments, to: message)
    if noAutoStart { message.setNoAutoStart() }
    guard let transport else { throw .disconnected }
    let serial = transport.send(message)
    let due = ContinuousClock.now + timeout
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        pendingCalls[serial] = PendingCall(
          continuation: continuation, deadline: due, destination: destination, member: member)
        deadline = min(deadline ?? due, due)
      }
    } onCancel: {
      Task { await self.cancelCall(serial) }
    }
    return try result.get()
  }

  /// Calls a method and wants no reply, not even an error.
  func post(_ member: MemberName, _ arguments: [BusValue]) throws(BusError) {
    let message = Message(
      callTo: Self.busName, path: Self.busPath, interface: Self.busInterface, member: member)
    try append(arguments, to: message)
    message.setNoReply()
    transport?.send(message)
  }

  private func append(_ arguments: [BusValue], to message: Message) throws(BusError) {
    try message.append(arguments, as: Signature(unchecked: arguments.map(\.signature.rawValue).joined()))
    guard !message.hasDescriptors || transport?.carriesDescriptors != false else {
      throw .unencodable("this bus carries no file descriptors")
    }
  }

  private func cancelCall(_ serial: UInt32) {
    end(serial, .failure(.cancelled))
  }

  private func end(_ serial: UInt32, _ result: Result<[BusValue], BusError>) {
    guard let call = pendingCalls.removeValue(forKey: serial) else { return }
    if pendingCalls.isEmpty { deadline = nil }
    call.continuation.resume(returning: result)
  }

  /// Takes a reply to the call that it belongs to. One that comes too late is dropped.
  func resolve(_ reply: Message) {
    let serial = reply.replySerial
    guard pendingCalls[serial] != nil else { return }
    do {
      let values = try reply.arguments()
      guard reply.kind == DBUS_MESSAGE_TYPE_ERROR else { return end(serial, .success(values)) }
      var message = ""
      if case .string(let text)? = values.first { message = text }
      end(serial, .failure(.remote(name: reply.errorName ?? BusFailure.failedName, message: message)))
    } catch {
      end(serial, .failure(error))
    }
  }

  func expireCalls() {
    guard let earliest = deadline, earliest <= .now else { return }
    let now = ContinuousClock.now
    for (serial, call) in pendingCalls where call.deadline <= now {
      end(serial, .failure(.noReply(destination: call.destination.rawValue, member: call.member.rawValue)))
    }
    deadline = pendingCalls.values.map(\.deadline).min()
  }
}
