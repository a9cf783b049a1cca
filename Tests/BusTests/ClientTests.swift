import Bus
import Foundation
import TestKit
import Testing

/// The side that calls others.
@Suite(.timeLimit(.minutes(2))) struct ClientTests {
  @Test func ownsNamesAlone() async throws {
    let stage = try await Stage()
    #expect(try await stage.service.requestName(Stage.name) == .owned)
    #expect(try await stage.service.requestName(Stage.name) == .owned)
    #expect(try await stage.client.requestName(Stage.name) == .taken(by: stage.service.uniqueName))
    #expect(try await stage.client.owner(of: Stage.name) == stage.service.uniqueName)
    try await stage.releaseName()
    #expect(try await stage.client.owner(of: Stage.name) == nil)
    #expect(try await stage.client.requestName(Stage.name) == .owned)
    await stage.close()
  }

  @Test func followsOwners() async throws {
    let stage = try await Stage()
    var owners = try await stage.client.owners(of: Stage.name).makeAsyncIterator()
    #expect(await owners.next() == .some(nil))
    _ = try await stage.service.requestName(Stage.name)
    #expect(await owners.next() == stage.service.uniqueName)
    await stage.service.close()
    #expect(await owners.next() == .some(nil))
    await stage.client.close()
    #expect(await owners.next() == nil)
  }

  @Test func hearsOnlyWhatMatches() async throws {
    let stage = try await Stage(signals: [
      Signal("Seeked", ("Position", Int64.self)), Signal("Named", ("name", String.self)),
    ])
    let other = try await BusConnection.open(.address(stage.bus.address))
    await other.export(
      [Interface(Stage.interface, signals: [Signal("Seeked", ("Position", Int64.self))])], at: Stage.path)
    var byName = try await stage.client.signals(SignalMatch(sender: Stage.name, member: "Seeked"))
      .makeAsyncIterator()
    var byArgument = try await stage.client.signals(
      SignalMatch(pathNamespace: "/org/example", interface: Stage.interface, firstArgument: "it's")
    ).makeAsyncIterator()
    await other.emit("Seeked", of: Stage.interface, at: Stage.path, [.int64(1)])
    _ = try await other.owner(of: Stage.name)
    await stage.service.emit("Named", of: Stage.interface, at: Stage.path, [.string("another")])
    await stage.service.emit("Seeked", of: Stage.interface, at: Stage.path, [.int64(2)])
    await stage.service.emit("Named", of: Stage.interface, at: Stage.path, [.string("it's")])
    let seeked = await byName.next()
    #expect(seeked?.arguments == [.int64(2)])
    #expect(seeked?.sender == stage.service.uniqueName)
    #expect(seeked?.path == Stage.path)
    #expect(await byArgument.next()?.arguments == [.string("it's")])
    // The name moves on, and the stream with it.
    try await stage.releaseName()
    _ = try await other.requestName(Stage.name)
    await other.emit("Seeked", of: Stage.interface, at: Stage.path, [.int64(3)])
    #expect(await byName.next()?.arguments == [.int64(3)])
    await other.close()
    await stage.close()
  }

  @Test func doesNotWaitForEver() async throws {
    let gate = Gate()
    let stage = try await Stage(methods: [Method("Hang") { (_) async throws in await gate.wait() }])
    await #expect(throws: BusError.noReply(destination: "org.example.Service", member: "Hang")) {
      try await stage.client.call(
        Stage.name, at: Stage.path, interface: Stage.interface, member: "Hang", timeout: .milliseconds(20))
    }
    let call = Task { try await stage.call("Hang", of: Stage.interface) }
    call.cancel()
    await #expect(throws: BusError.cancelled) { try await call.value }
    await gate.open()
    // Replies that come too late harm nobody.
    #expect(try await stage.call("Hang", of: Stage.interface) == [])
    await stage.close()
  }

  @Test func startsServicesUnlessToldNotTo() async throws {
    let bus = try await PrivateBus()
    let client = try await BusConnection.open(.address(bus.address))
    func ping(noAutoStart: Bool) async -> BusError? {
      do {
        _ = try await client.call(
          "org.example.Absent", at: "/", interface: "org.freedesktop.DBus.Peer", member: "Ping",
          noAutoStart: noAutoStart)
        return nil
      } catch {
        return error
      }
    }
    try bus.addService("org.example.Absent", command: "/bin/false")
    guard case .remote("org.freedesktop.DBus.Error.Spawn.ChildExited", _)? = await ping(noAutoStart: false)
    else {
      Issue.record("the service was not started")
      return
    }
    guard case .remote(let name, _)? = await ping(noAutoStart: true) else {
      Issue.record("no error")
      return
    }
    #expect(
      name == "org.freedesktop.DBus.Error.NameHasNoOwner"
        || name == "org.freedesktop.DBus.Error.ServiceUnknown")
    await client.close()
  }

  @Test func saysWhatIsWrongWithAnAddress() async throws {
    for address in ["", "nonsense", "unix:path=/nowhere/bus", "unix:path=/\0"] {
      do {
        _ = try await BusConnection.open(.address(address))
        Issue.record("\(address) was taken")
      } catch .connectionFailed(let failed, let reason) {
        #expect(failed == address)
        #expect(!reason.isEmpty)
      }
    }
  }

  /// A bus that hangs must not hang its clients as well.
  @Test func givesUpABusThatAcceptsAndIsSilent() async throws {
    let listener = try SilentListener()
    do {
      _ = try await BusConnection.open(.address(listener.address), within: .milliseconds(100))
      Issue.record("a connection without a name")
    } catch .connectionFailed(let address, let reason) {
      #expect(address == listener.address)
      #expect(reason == "it takes connections, but hasn't answered within 0.1 seconds")
    }
  }
}
