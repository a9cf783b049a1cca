import Bus
import Synchronization
import TestKit
import Testing

/// `org.freedesktop.DBus.Properties`: reads, writes and what is told of changes.
@Suite(.timeLimit(.minutes(2))) struct PropertyTests {
  private static let errors = "org.freedesktop.DBus.Error."
  private static let properties: InterfaceName = "org.freedesktop.DBus.Properties"
  private static let player = BusValue.string(Stage.interface.rawValue)

  private static func table(_ writes: Journal<Double> = Journal()) -> [Property] {
    [
      Property("Status", String.self),
      Property("Volume", Double.self, write: { (_, value: Double) async throws in await writes.note(value) }),
      Property("Shuffle", Bool.self, write: { (_, _: Bool) async throws in }),
      Property("Position", Int64.self, emits: .never, read: { 42 }),
      Property("Metadata", VariantMap.self),
      Property("Tracks", [ObjectPath].self, emits: .invalidates),
      Property("Identity", String.self, emits: .constant),
    ]
  }

  private static let values: [MemberName: BusValue] = [
    "Status": .string("Stopped"), "Volume": .double(1), "Shuffle": .boolean(false),
    "Metadata": VariantMap().busValue, "Tracks": [ObjectPath]().busValue, "Identity": .string("Soul"),
  ]

  private func changes(_ stage: Stage) async throws -> AsyncStream<SignalMessage>.Iterator {
    try await stage.client.signals(
      SignalMatch(sender: Stage.name, path: Stage.path, interface: Self.properties)
    ).makeAsyncIterator()
  }

  private static func changed(_ values: VariantMap, invalidated: [String] = []) -> [BusValue] {
    [player, values.busValue, invalidated.busValue]
  }

  @Test func readsWhatIsPublished() async throws {
    let stage = try await Stage(properties: Self.table(), values: Self.values)
    #expect(try await stage.proxy.get("Status", as: String.self) == "Stopped")
    #expect(try await stage.proxy.get("Position", as: Int64.self) == 42)
    let all = try await stage.proxy.getAll()
    #expect(all == Self.values.reduce(into: ["Position": .int64(42)]) { $0[$1.key.rawValue] = $1.value })
    // An empty name stands for all interfaces.
    #expect(
      try await stage.call("Get", of: Self.properties, [.string(""), .string("Volume")]) == [
        .variant(.double(1))
      ])
    #expect(try await stage.call("GetAll", of: Self.properties, [.string("")]) == [all.busValue])
    #expect(
      try await stage.call("GetAll", of: Self.properties, [.string("org.freedesktop.DBus.Peer")])
        == [VariantMap().busValue])
    await stage.close()
  }

  @Test func tellsOfWhatChangedAndOfNothingElse() async throws {
    let stage = try await Stage(properties: Self.table(), values: Self.values)
    var changes = try await changes(stage)
    func publish(_ values: [MemberName: BusValue]) async {
      await stage.service.publish(values, of: Stage.interface, at: Stage.path)
    }
    let metadata: VariantMap = ["xesam:title": .string("A"), "mpris:length": .int64(1)]
    await publish(Self.values)
    await publish(["Status": .string("Playing"), "Volume": .double(1), "Metadata": metadata.busValue])
    await publish(["Metadata": metadata.busValue, "Identity": .string("Other")])
    await publish(["Volume": .double(0.5), "Tracks": ["/a" as ObjectPath].busValue])
    await publish(["Tracks": [ObjectPath]().busValue])
    #expect(
      await changes.next()?.arguments
        == Self.changed(["Status": .string("Playing"), "Metadata": metadata.busValue]))
    #expect(
      await changes.next()?.arguments == Self.changed(["Volume": .double(0.5)], invalidated: ["Tracks"]))
    #expect(await changes.next()?.arguments == Self.changed([:], invalidated: ["Tracks"]))
    await stage.close()
    #expect(await changes.next() == nil)
  }

  @Test func setsWhatMayBeSet() async throws {
    let writes = Journal<Double>()
    let stage = try await Stage(properties: Self.table(writes), values: Self.values)
    try await stage.proxy.set("Volume", to: 0.25)
    #expect(
      try await stage.call(
        "Set", of: Self.properties, [.string(""), .string("Volume"), .variant(.double(0.5))]) == [])
    #expect(await writes.entries == [0.25, 0.5])
    // What a handler doesn't publish isn't the state.
    #expect(try await stage.proxy.get("Volume", as: Double.self) == 1)
    await stage.close()
  }

  @Test(arguments: [
    ("Status", BusValue.string("Playing"), "PropertyReadOnly"), ("Position", .int64(1), "PropertyReadOnly"),
    ("Volume", .string("1"), "InvalidArgs"), ("Volume", .variant(.double(1)), "InvalidArgs"),
    ("Volume", .array([.double(1)], of: "d"), "InvalidArgs"),
    ("Shuffle", .dictionary(BusDictionary([], key: "s", value: "v")), "InvalidArgs"),
    ("Shuffle", .structure([.boolean(true)]), "InvalidArgs"), ("Shuffle", .uint32(1), "InvalidArgs"),
  ])
  func refusesOtherWrites(_ name: String, _ value: BusValue, _ error: String) async throws {
    let writes = Journal<Double>()
    let stage = try await Stage(properties: Self.table(writes), values: Self.values)
    #expect(
      await stage.errorName("Set", of: Self.properties, [Self.player, .string(name), .variant(value)])
        == Self.errors + error)
    #expect(await writes.entries.isEmpty)
    await stage.close()
  }

  @Test func readsAfterTheSameClientsEarlierCalls() async throws {
    let gate = Gate()
    let started = Gate()
    let bus = try await PrivateBus()
    let service = try await BusConnection.open(.address(bus.address))
    await service.export(
      [
        Interface(
          Stage.interface,
          methods: [
            Method("Play") { (_) async throws in
              await started.open()
              await gate.wait()
              await service.publish(["Status": .string("Playing")], of: Stage.interface, at: Stage.path)
            }
          ], properties: [Property("Status", String.self)])
      ], at: Stage.path)
    await service.publish(["Status": .string("Stopped")], of: Stage.interface, at: Stage.path)
    _ = try await service.requestName(Stage.name)
    let raw = try RawClient(address: bus.address)
    let other = try await BusConnection.open(.address(bus.address))
    let play = try raw.call("Play", of: Stage.interface.rawValue, at: Stage.path.rawValue)
    let get = try raw.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: Stage.path.rawValue,
      strings: [Stage.interface.rawValue, "Status"])
    let ping = try raw.call("Ping", of: "org.freedesktop.DBus.Peer", at: "/")
    #expect(await raw.replies(1) == [ping])
    await started.wait()
    // Another client waits for nobody.
    let proxy = Proxy(other, destination: Stage.name, path: Stage.path, interface: Stage.interface)
    #expect(try await proxy.get("Status", as: String.self) == "Stopped")
    await gate.open()
    #expect(await raw.replies(2) == [play, get])
    #expect(try await proxy.get("Status", as: String.self) == "Playing")
    await other.close()
    await service.close()
  }
}
