/// What becomes of a call to this connection.
extension BusConnection {
  /// What a call asks for, once it is found and its arguments are checked.
  private enum Action {
    case read(StateRead)
    case peer
    case introspect(ObjectPath)
    case run(
      outputs: Signature, handler: @Sendable () async throws -> ReplyBody)
  }

  /// Starts `message`, or lets it wait for its client's earlier calls.
  func accept(_ message: Message) {
    guard let sender = message.sender else { return }
    if let client = clients[sender], !client.waiting.isEmpty || client.isFull {
      client.waiting.append(message)
    } else {
      start(message, of: sender)
    }
  }

  private func start(_ message: Message, of sender: BusName) {
    do throws(BusFailure) {
      switch try action(for: message, of: sender) {
      case .peer: _ = answerPeer(message)
      case .introspect(let path):
        reply(to: message, [.string(introspection(of: path))], as: .string)
      case .read(let read):
        if let client = clients[sender], !client.running.isEmpty {
          client.park(message, read)
        } else {
          answer(message, read)
        }
      case .run(let outputs, let handler):
        let client = clients[sender] ?? ClientCalls()
        clients[sender] = client
        let number = client.begin()
        // Isolated to this actor: it starts here and now, and comes back to this thread to reply.
        Task.immediate {
          do {
            reply(to: message, try await handler(), as: outputs)
          } catch {
            reply(to: message, failure: error as? BusFailure ?? .failed("\(error)"))
          }
          finish(number, of: client, sender)
        }
      }
    } catch {
      reply(to: message, failure: error)
    }
  }

  private func finish(_ number: UInt64, of client: ClientCalls, _ sender: BusName) {
    for parked in client.end(number) { answer(parked.message, parked.read) }
    // A handler without a suspension ends inside of `start`: then the loop below goes on further up.
    guard !client.isAdvancing else { return }
    client.isAdvancing = true
    while !client.isFull, let next = client.waiting.popFirst() { start(next, of: sender) }
    client.isAdvancing = false
    if client.isIdle, clients[sender] === client { clients[sender] = nil }
    giveMemoryBack()
  }

  private func answer(_ message: Message, _ read: StateRead) {
    do throws(BusFailure) {
      switch read {
      case .property(let object, let interface, let name):
        reply(to: message, [.variant(try value(of: name, interface, object))], as: .variant)
      case .allProperties(let object, let interface):
        reply(to: message, [.dictionary(try values(of: interface, object))], as: .variantMap)
      case .managedObjects(let object):
        reply(to: message, [managedObjects(of: object)], as: "a{oa{sa{sv}}}")
      }
    } catch {
      reply(to: message, failure: error)
    }
  }

  private func action(for message: Message, of sender: BusName) throws(BusFailure) -> Action {
    guard let path = message.path, let member = message.member else {
      throw .failed("The call names no object or no method.")
    }
    let interface = message.interface
    guard let object = objects[path] else {
      guard objects.hasNode(at: path) else { throw .unknownObject("There is no object \(path).") }
      guard let standard = StandardMethod.find(member, of: interface), standard.kind == .introspect else {
        throw unknown(member, of: interface, at: path, among: [])
      }
      _ = try arguments(of: message, standard.inputs, standard.inputSignature)
      return .introspect(path)
    }
    for candidate in object.interfaces where interface == nil || candidate.table.name == interface {
      guard let method = candidate.table.method(member) else { continue }
      let values = try arguments(of: message, method.inputs, method.inputSignature)
      let call = Call(sender: sender, path: path, interface: candidate.table.name, member: member)
      return .run(outputs: method.outputSignature) { try await method.handler(call, values) }
    }
    guard let standard = StandardMethod.find(member, of: interface),
      standard.kind != .getManagedObjects || object.isObjectManager
    else { throw unknown(member, of: interface, at: path, among: object.interfaces.map(\.table.name)) }
    let values = try arguments(of: message, standard.inputs, standard.inputSignature)
    return try action(for: standard, values, on: object, of: sender)
  }

  private func action(
    for method: StandardMethod, _ arguments: [BusValue], on object: ExportedObject, of sender: BusName
  ) throws(BusFailure) -> Action {
    switch (method.kind, arguments.count) {
    // On arrival the object still had a method of this name.
    case (.ping, _), (.getMachineId, _): return .peer
    case (.introspect, _): return .introspect(object.path)
    case (.getManagedObjects, _): return .read(.managedObjects(object))
    case (.get, 2):
      guard case .string(let interface) = arguments[0], case .string(let name) = arguments[1] else { break }
      return .read(.property(object, interface: interface, name: name))
    case (.getAll, 1):
      guard case .string(let interface) = arguments[0] else { break }
      return .read(.allProperties(object, interface: interface))
    case (.set, 3):
      guard case .string(let interface) = arguments[0], case .string(let name) = arguments[1],
        case .variant(let value) = arguments[2]
      else { break }
      let write = try writer(of: name, interface, object, value, for: sender)
      return .run(outputs: "") {
        try await write()
        return ReplyBody()
      }
    default: break
    }
    preconditionFailure("\(method.member) was let through with other arguments than its signature's")
  }

  /// - Throws: `InvalidArgs` when the types aren't those of `signature`.
  private func arguments(
    of message: Message, _ arguments: [Argument], _ signature: Signature
  ) throws(BusFailure) -> [BusValue] {
    guard message.hasSignature(signature) else {
      let member = message.member?.rawValue ?? ""
      let names = arguments.map { "\($0.signature) \($0.name)" }.joined(separator: ", ")
      throw .invalidArguments(
        "\(member) takes \"\(signature)\" (\(names.isEmpty ? "no arguments" : names)), not \"\(message.signature)\"."
      )
    }
    guard !arguments.isEmpty else { return [] }
    do {
      return try message.arguments()
    } catch {
      throw .invalidArguments(error.message)
    }
  }

  private func unknown(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath, among own: [InterfaceName]
  ) -> BusFailure {
    guard let interface else { return .unknownMethod("\(path) has no method \(member) in any interface.") }
    let isManager = objects[path]?.isObjectManager == true
    let standard = StandardMethod.all.map(\.interface).filter {
      ($0 != StandardInterface.objectManager || isManager)
        && ($0 != StandardInterface.properties || objects[path] != nil)
    }
    guard own.contains(interface) || standard.contains(interface) else {
      return .unknownInterface("\(path) has no interface \(interface).")
    }
    return .unknownMethod("\(interface) has no method \(member).")
  }

  /// Replies to a call that wants it. What can't be sent becomes an error.
  func reply(to call: Message, _ values: [BusValue], as signature: Signature) {
    guard let transport, call.wantsReply else { return }
    do {
      let message = Message(replyTo: call)
      try message.append(values, as: signature)
      transport.send(message)
    } catch {
      reply(to: call, failure: .failed(error.message))
    }
  }

  private func reply(to call: Message, _ body: ReplyBody, as signature: Signature) {
    guard !body.encoded.isEmpty else { return reply(to: call, body.values, as: signature) }
    guard let transport, call.wantsReply else { return }
    do {
      transport.send(try Message(replyTo: call, body: body.encoded, as: signature))
    } catch {
      reply(to: call, failure: .failed(error.message))
    }
  }

  func reply(to call: Message, failure: BusFailure) {
    guard let transport, call.wantsReply else { return }
    transport.send(Message(replyTo: call, failure: failure))
  }
}
