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
    guard message.hasSignature("") else {
      reply(
        to: message, failure: .invalidArguments("\(member) takes no arguments, not \"\(message.signature)\".")
      )
      return true
    }
    switch method.kind {
    case .ping: reply(to: message, [], as: "")
    default: answerMachineId(message)
    }
    return true
  }

  private func answerMachineId(_ message: Message) {
    var error = DBusError()
    dbus_error_init(&error)
    defer { dbus_error_free(&error) }
    guard let text = dbus_try_get_local_machine_id(&error) else {
      let reason = error.message.map { String(cString: $0) } ?? "no reason given"
      return reply(to: message, failure: .failed("This machine has no id: \(reason)"))
    }
    defer { dbus_free(text) }
    reply(to: message, [.string(String(cString: text))], as: .string)
  }
}
