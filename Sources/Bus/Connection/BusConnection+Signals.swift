import Logging

/// Signals of others.
extension BusConnection {
  /// Hears the signals that match, from when this returns until the stream is given up or the connection closed.
  /// - Throws: what `call` throws.
  public func signals(_ match: SignalMatch) async throws(BusError) -> AsyncStream<SignalMessage> {
    let (stream, continuation) = AsyncStream.makeStream(of: SignalMessage.self)
    let number = try await subscribe(match) {
      continuation.yield($0)
    } finish: {
      continuation.finish()
    }
    continuation.onTermination = { [weak self] _ in
      Task { await self?.unsubscribe(number) }
    }
    return stream
  }

  /// The owner of `name` now, and each time that another one owns it or none does: then `nil`.
  /// - Throws: what `call` throws.
  public func owners(of name: BusName) async throws(BusError) -> AsyncStream<BusName?> {
    let (stream, continuation) = AsyncStream.makeStream(of: BusName?.self)
    let changes = try await signals(Self.ownerChanges(of: name))
    // Asked after the changes are heard: one that is reported in between comes twice at worst.
    continuation.yield(try await owner(of: name))
    let forwarding = Task {
      for await change in changes { continuation.yield(Self.newOwner(in: change)) }
      continuation.finish()
    }
    continuation.onTermination = { _ in forwarding.cancel() }
    return stream
  }

  private func subscribe(
    _ match: SignalMatch, yield: @escaping @Sendable (SignalMessage) -> Void,
    finish: @escaping @Sendable () -> Void
  ) async throws(BusError) -> Int {
    let follows = match.sender.map { !$0.isUnique && $0 != Self.busName } ?? false
    lastSubscription += 1
    let number = lastSubscription
    subscriptions[number] = Subscription(
      match: match, owner: follows ? .unknown : .notNeeded, yield: yield, finish: finish)
    do {
      if follows, let sender = match.sender {
        _ = try await callBus("AddMatch", [.string(Self.ownerChanges(of: sender).rule)])
        let owner = try await owner(of: sender)
        if case .unknown? = subscriptions[number]?.owner { subscriptions[number]?.owner = .known(owner) }
      }
      _ = try await callBus("AddMatch", [.string(match.rule)])
    } catch {
      subscriptions[number] = nil
      throw error
    }
    return number
  }

  private func unsubscribe(_ number: Int) {
    guard let subscription = subscriptions.removeValue(forKey: number) else { return }
    var rules = [subscription.match.rule]
    if case .known = subscription.owner, let sender = subscription.match.sender {
      rules.append(Self.ownerChanges(of: sender).rule)
    }
    for rule in rules {
      do {
        try post("RemoveMatch", [.string(rule)])
      } catch {
        logger.error("rule not removed", metadata: ["rule": "\(rule)", "reason": "\(error)"])
      }
    }
  }

  /// Hands a signal to those who want it.
  func deliver(_ message: Message) {
    guard !subscriptions.isEmpty, let sender = message.sender, let path = message.path,
      let interface = message.interface, let member = message.member
    else { return }
    let arguments: [BusValue]
    do {
      arguments = try message.arguments()
    } catch {
      logger.warning("signal dropped", metadata: ["signal": "\(interface).\(member)", "reason": "\(error)"])
      return
    }
    let signal = SignalMessage(
      sender: sender, path: path, interface: interface, member: member, arguments: arguments)
    if sender == Self.busName, member == Self.nameOwnerChanged { noteOwner(signal) }
    for subscription in subscriptions.values where subscription.wants(signal) { subscription.yield(signal) }
  }

  private func noteOwner(_ signal: SignalMessage) {
    guard case .string(let name)? = signal.arguments.first else { return }
    for (number, subscription) in subscriptions where subscription.match.sender?.rawValue == name {
      if case .notNeeded = subscription.owner { continue }
      subscriptions[number]?.owner = .known(Self.newOwner(in: signal))
    }
  }

  private static let nameOwnerChanged: MemberName = "NameOwnerChanged"

  private static func ownerChanges(of name: BusName) -> SignalMatch {
    SignalMatch(
      sender: busName, path: busPath, interface: busInterface, member: nameOwnerChanged,
      firstArgument: name.rawValue)
  }

  private static func newOwner(in signal: SignalMessage) -> BusName? {
    guard case .string(let owner)? = signal.arguments.last else { return nil }
    return BusName(rawValue: owner)
  }
}
