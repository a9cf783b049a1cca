import CDBus

/// `org.freedesktop.DBus.Peer`, which is answered on arrival and on every path.
extension BusConnection {
  /// - Returns: whether `message` was a call of it.
  func answerPeer(_ message: Message) -> Bool {
    guard message.mayBelong(to: StandardInterface.peer) else { return false }
    guard let member = message.member, let method = StandardMethod.find(member, of: StandardInterface.peer)
    else {
      return false
    }
    // Without an interface an object's own method of that name comes first.
    if message.interface == nil, let path = message.path, let object = objects[path],
      object.interfaces.contains(where: { $0.table.method(member) != nil })
    {
      return false
    }
    guard let transport, message.wantsReply else { return true }
    transport.sendAhead(peerReply(to: message, method))
    return true
  }

  private func peerReply(to call: Message, _ method: StandardMethod) -> Message {
    do throws(BusFailure) {
      guard call.hasSignature("") else {
        throw .invalidArguments("\(method.member) takes no arguments, not \"\(call.signature)\".")
      }
      let reply = Message(replyTo: call)
      if method.kind == .getMachineId { try appendMachineId(to: reply) }
      return reply
    } catch {
      return Message(replyTo: call, failure: error)
    }
  }

  private func appendMachineId(to reply: Message) throws(BusFailure) {
    var error = DBusError()
    dbus_error_init(&error)
    defer { dbus_error_free(&error) }
    guard let text = dbus_try_get_local_machine_id(&error) else {
      let reason = error.message.map { String(cString: $0) } ?? "no reason given"
      throw .failed("This machine has no id: \(reason)")
    }
    defer { dbus_free(text) }
    do {
      try reply.append([.string(String(cString: text))], as: .string)
    } catch {
      throw .failed(error.message)
    }
  }
}
