import Bus
import TestKit
import Testing

/// What many calls, and clients that behave badly, do to it.
@Suite(.timeLimit(.minutes(2))) struct LoadTests {
  @Test func losesNoReplyOfTwentyThousandCalls() async throws {
    let player = Counter()
    let stage = try await Stage(
      methods: [
        Method("Count") { (_) async throws in await player.add() },
        Method("Here") { (_) async throws in },
      ], properties: [Property("Volume", Double.self)], values: ["Volume": .double(1)])
    let stranger = try RawClient(address: stage.bus.address)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        let client = try RawClient(address: stage.bus.address)
        group.addTask {
          var serials: [UInt32] = []
          for number in 0..<5000 {
            switch number % 4 {
            case 0:
              serials.append(
                try client.call(
                  "Get", of: "org.freedesktop.DBus.Properties", at: Stage.path.rawValue,
                  strings: [Stage.interface.rawValue, "Volume"]))
            case 1:
              serials.append(try client.call("Here", of: Stage.interface.rawValue, at: Stage.path.rawValue))
            default:
              serials.append(try client.call("Count", of: Stage.interface.rawValue, at: Stage.path.rawValue))
            }
          }
          #expect(await client.replies(5000).sorted() == serials)
        }
      }
      group.addTask {
        for _ in 0..<20 {
          let ping = try stranger.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/")
          #expect(await stranger.replies(1) == [ping])
        }
      }
      try await group.waitForAll()
    }
    #expect(await player.count == 10_000)
    await stage.close()
  }

  /// A stranger's `Ping` overtakes what waits for handlers, however much that is.
  @Test func answersPeerAheadOfQueuedCalls() async throws {
    let gate = Gate()
    let stage = try await Stage(methods: [Method("Hang") { (_) async throws in await gate.wait() }])
    let client = try RawClient(address: stage.bus.address)
    let serials = try (0..<5000).map { _ in
      try client.call("Hang", of: Stage.interface.rawValue, at: Stage.path.rawValue)
    }
    let stranger = try RawClient(address: stage.bus.address)
    let ping = try stranger.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/")
    #expect(await stranger.replies(1) == [ping])
    let own = try client.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/")
    #expect(await client.replies(1) == [own])
    await gate.open()
    #expect(await client.replies(5000).sorted() == serials)
    await stage.close()
  }

  @Test func startsTheCallsOfAClientInOrder() async throws {
    let journal = Journal<Int64>()
    let stage = try await Stage(methods: [
      Method("Note", in: "n") { (_, number: Int64) async throws in await journal.note(number) }
    ])
    let client = try RawClient(address: stage.bus.address)
    for number in 0..<2000 {
      try client.call("Note", of: Stage.interface.rawValue, at: Stage.path.rawValue, offset: Int64(number))
    }
    _ = await client.replies(2000)
    #expect(await journal.entries == Array(0..<2000))
    await stage.close()
  }

  @Test func outlivesAClientThatDies() async throws {
    let gate = Gate()
    let started = Gate()
    let stage = try await Stage(methods: [
      Method("Hang") { (_) async throws in
        await started.open()
        await gate.wait()
      }
    ])
    let client = try RawClient(address: stage.bus.address)
    for _ in 0..<300 { try client.call("Hang", of: Stage.interface.rawValue, at: Stage.path.rawValue) }
    await started.wait()
    client.die()
    await gate.open()
    #expect(try await stage.call("Hang", of: Stage.interface) == [])
    await stage.close()
  }

  @Test func noticesTheEndOfTheBus() async throws {
    let gate = Gate()
    let started = Gate()
    let stage = try await Stage(methods: [
      Method("Hang") { (_) async throws in
        await started.open()
        await gate.wait()
      }
    ])
    var signals = try await stage.client.signals(SignalMatch()).makeAsyncIterator()
    let call = Task { try await stage.call("Hang", of: Stage.interface) }
    await started.wait()
    await stage.bus.kill()
    await stage.client.waitUntilClosed()
    await stage.service.waitUntilClosed()
    await #expect(throws: BusError.disconnected) { try await call.value }
    await #expect(throws: BusError.disconnected) { try await stage.call("Hang", of: Stage.interface) }
    while await signals.next() != nil {}
    // The handler comes back to a connection that is gone.
    await gate.open()
    await stage.service.publish([:], of: Stage.interface, at: Stage.path)
    await stage.close()
  }

  @Test func writesWhatIsQueuedBeforeItCloses() async throws {
    let stage = try await Stage(signals: [Signal("Text", ("text", String.self))])
    var signals = try await stage.client.signals(SignalMatch(sender: Stage.name)).makeAsyncIterator()
    let text = BusValue.string(String(repeating: "x", count: 1 << 20))
    for _ in 0..<8 { await stage.service.emit("Text", of: Stage.interface, at: Stage.path, [text]) }
    await stage.service.close()
    for _ in 0..<8 { #expect(await signals.next()?.arguments == [text]) }
    await stage.close()
  }
}
