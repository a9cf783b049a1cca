import Bus
import TestKit
import Testing

/// Which call is answered with what.
@Suite(.timeLimit(.minutes(2))) struct DispatchTests {
  private static let errors = "org.freedesktop.DBus.Error."

  private func player(_ calls: Journal<String> = Journal()) async throws -> Stage {
    try await Stage(
      methods: [
        Method("Seek", in: "Offset") { (call, offset: Int64) async throws in
          await calls.note("Seek \(offset) \(call.interface) \(call.member) \(call.path)")
        },
        Method("Search", in: "text", "filter", out: "tracks", "total") {
          (_, text: String, filter: VariantMap) async throws -> ([VariantMap], UInt64) in
          ([["title": .string(text)], filter], 2)
        },
        Method("Refuse") { (_) async throws in
          throw BusFailure(name: "org.example.Error.Offline", message: "Not now.")
        },
        Method("Break") { (_) async throws in throw CancellationError() },
        Method("Misname") { (_) async throws in throw BusFailure(name: "no name", message: "a\0b") },
      ],
      properties: [Property("Volume", Double.self, write: { (_, _: Double) async throws in })],
      values: ["Volume": .double(1)])
  }

  @Test func callsHandlers() async throws {
    let calls = Journal<String>()
    let stage = try await player(calls)
    #expect(try await stage.call("Seek", of: Stage.interface, [.int64(-5)]) == [])
    #expect(await calls.entries == ["Seek -5 org.example.Player Seek /org/example/player"])
    let filter: VariantMap = ["limit": .uint32(1)]
    let expected: [VariantMap] = [["title": .string("x")], filter]
    #expect(
      try await stage.call("Search", of: Stage.interface, [.string("x"), filter.busValue])
        == [expected.busValue, .uint64(2)])
    await stage.close()
  }

  @Test func findsMembersWithoutAnInterface() async throws {
    let calls = Journal<String>()
    let stage = try await player(calls)
    #expect(try await stage.call("Seek", of: nil, [.int64(1)]) == [])
    #expect(await calls.entries == ["Seek 1 org.example.Player Seek /org/example/player"])
    #expect(
      try await stage.call("Get", of: nil, [.string("org.example.Player"), .string("Volume")])
        == [.variant(.double(1))])
    #expect(try await stage.call("Ping", of: nil) == [])
    #expect(try await stage.call("Introspect", of: nil).count == 1)
    #expect(await stage.errorName("Nothing", of: nil) == Self.errors + "UnknownMethod")
    await stage.close()
  }

  @Test func namesWhatIsUnknown() async throws {
    let stage = try await player()
    let properties: InterfaceName = "org.freedesktop.DBus.Properties"
    let player = BusValue.string("org.example.Player")
    func error(
      _ member: MemberName, of interface: InterfaceName, at path: ObjectPath = Stage.path,
      _ arguments: [BusValue] = []
    ) async -> String? {
      await stage.errorName(member, of: interface, at: path, arguments)
    }
    #expect(await error("Nothing", of: Stage.interface) == Self.errors + "UnknownMethod")
    #expect(await error("Seek", of: "org.example.Nothing") == Self.errors + "UnknownInterface")
    #expect(await error("Seek", of: Stage.interface, at: "/nothing") == Self.errors + "UnknownObject")
    #expect(
      await error("Introspect", of: "org.freedesktop.DBus.Introspectable", at: "/nothing") == Self.errors
        + "UnknownObject")
    #expect(await error("Seek", of: Stage.interface, at: "/org/example") == Self.errors + "UnknownInterface")
    #expect(await error("Nothing", of: properties) == Self.errors + "UnknownMethod")
    #expect(
      await error("GetManagedObjects", of: "org.freedesktop.DBus.ObjectManager") == Self.errors
        + "UnknownInterface")
    #expect(
      await error("Get", of: properties, [player, .string("Nothing")]) == Self.errors + "UnknownProperty")
    #expect(
      await error("Get", of: properties, [player, .string("no name")]) == Self.errors + "UnknownProperty")
    #expect(
      await error("Get", of: properties, [.string("org.example.X"), .string("Volume")]) == Self.errors
        + "UnknownInterface")
    #expect(
      await error("Get", of: properties, [.string(properties.rawValue), .string("Volume")]) == Self.errors
        + "UnknownProperty")
    #expect(
      await error("GetAll", of: properties, [.string("org.example.X")]) == Self.errors + "UnknownInterface")
    #expect(
      await error("Set", of: properties, [player, .string("Nothing"), .variant(.double(1))]) == Self.errors
        + "UnknownProperty")
    await stage.close()
  }

  @Test func refusesWrongSignatures() async throws {
    let calls = Journal<String>()
    let stage = try await player(calls)
    let properties: InterfaceName = "org.freedesktop.DBus.Properties"
    let wrong: [(MemberName, InterfaceName, [BusValue])] = [
      ("Seek", Stage.interface, []), ("Seek", Stage.interface, [.int32(1)]),
      ("Seek", Stage.interface, [.int64(1), .int64(1)]), ("Seek", Stage.interface, [.variant(.int64(1))]),
      ("Search", Stage.interface, [.string("x"), ["a": "b"].busValue]),
      ("Get", properties, []), ("Get", properties, [.string("a")]),
      ("Get", properties, [.int32(1), .int32(1)]),
      ("GetAll", properties, []), ("GetAll", properties, [.array([], of: "s")]),
      ("Set", properties, [.string("a"), .string("b"), .string("c")]),
      ("Introspect", "org.freedesktop.DBus.Introspectable", [.string("x")]),
      ("Ping", "org.freedesktop.DBus.Peer", [.string("x")]),
      ("GetMachineId", "org.freedesktop.DBus.Peer", [.byte(1)]),
    ]
    for (member, interface, arguments) in wrong {
      #expect(
        await stage.errorName(member, of: interface, arguments) == Self.errors + "InvalidArgs",
        "\(member) \(arguments)")
    }
    await #expect(
      throws: BusError.remote(
        name: Self.errors + "InvalidArgs", message: "Seek takes \"x\" (x Offset), not \"s\".")
    ) {
      try await stage.call("Seek", of: Stage.interface, [.string("x")])
    }
    #expect(await calls.entries.isEmpty)
    await stage.close()
  }

  @Test func handsErrorsOn() async throws {
    let stage = try await player()
    await #expect(throws: BusError.remote(name: "org.example.Error.Offline", message: "Not now.")) {
      try await stage.call("Refuse", of: Stage.interface)
    }
    #expect(await stage.errorName("Break", of: Stage.interface) == Self.errors + "Failed")
    await #expect(throws: BusError.remote(name: Self.errors + "Failed", message: "a\u{FFFD}b")) {
      try await stage.call("Misname", of: Stage.interface)
    }
    await stage.close()
  }

  @Test func answersPeerOnEveryPath() async throws {
    let stage = try await player()
    for path in ["/", "/nothing/here", Stage.path] as [ObjectPath] {
      #expect(try await stage.call("Ping", of: "org.freedesktop.DBus.Peer", at: path) == [])
      let id = try await stage.call("GetMachineId", of: "org.freedesktop.DBus.Peer", at: path)
      guard case .string(let text)? = id.first else {
        Issue.record("\(id)")
        continue
      }
      #expect(text.count == 32)
    }
    #expect(
      await stage.errorName("Nothing", of: "org.freedesktop.DBus.Peer") == Self.errors + "UnknownMethod")
    await stage.close()
  }

  @Test func repliesNothingWhereNothingIsWanted() async throws {
    let calls = Journal<String>()
    let stage = try await player(calls)
    let raw = try RawClient(address: stage.bus.address)
    for member in ["Seek", "Refuse", "Nothing"] {
      try raw.call(
        member, of: Stage.interface.rawValue, at: Stage.path.rawValue, wantsReply: false, offset: 3)
    }
    try raw.call("Get", of: "org.freedesktop.DBus.Properties", at: Stage.path.rawValue, wantsReply: false)
    try raw.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/", wantsReply: false)
    // What is answered after them comes first, and alone.
    let last = try raw.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/", wantsReply: true)
    #expect(await raw.replies(until: last) == [last])
    #expect(await calls.entries.count == 1)
    await stage.close()
  }

  @Test func othersUnderstandIt() async throws {
    let stage = try await player()
    let gdbus = try await stage.run(
      "gdbus",
      [
        "call", "--session", "--dest", "org.example.Service", "-o", "/org/example/player", "-m",
        "org.example.Player.Search", "x", "{'limit': <uint32 1>}",
      ])
    #expect(gdbus.line == "([{'title': <'x'>}, {'limit': <uint32 1>}], uint64 2)")
    let busctl = try await stage.run(
      "busctl",
      [
        "--address=\(stage.bus.address)", "get-property", "org.example.Service", "/org/example/player",
        "org.example.Player", "Volume",
      ])
    #expect(busctl.line == "d 1")
    await stage.close()
  }
}
