import Bus
import TestKit
import Testing

/// `org.freedesktop.DBus.ObjectManager`.
@Suite(.timeLimit(.minutes(2))) struct ObjectManagerTests {
  private static let manager: InterfaceName = "org.freedesktop.DBus.ObjectManager"
  private static let root: ObjectPath = "/org/example"
  private static let item: ObjectPath = "/org/example/items/1"

  private func stage() async throws -> Stage {
    let stage = try await Stage()
    await stage.service.export([Interface("org.example.Root")], at: Self.root, objectManager: true)
    _ = try await stage.service.requestName(Stage.name)
    return stage
  }

  private func exportItem(_ stage: Stage) async {
    await stage.service.export(
      [
        Interface(
          "org.example.Item", properties: [Property("Name", String.self), Property("Done", UInt64.self)])
      ],
      at: Self.item, managed: true)
  }

  private func managed(_ stage: Stage) async throws -> [BusValue] {
    try await stage.call("GetManagedObjects", of: Self.manager, at: Self.root)
  }

  private static let interfaces: BusValue = [
    "org.example.Item": ["Name": BusValue.string("a"), "Done": .uint64(0)] as VariantMap
  ].busValue

  private static func listed(_ objects: (ObjectPath, BusValue)...) -> [BusValue] {
    [
      .dictionary(
        BusDictionary(
          objects.map { .init(key: .objectPath($0), value: $1) }, key: "o", value: "a{sa{sv}}"))
    ]
  }

  @Test func tellsOfAnObjectOnceItIsComplete() async throws {
    let stage = try await stage()
    var signals = try await stage.client.signals(
      SignalMatch(sender: Stage.name, path: Self.root, interface: Self.manager)
    ).makeAsyncIterator()
    await exportItem(stage)
    await stage.service.publish(["Name": .string("a")], of: "org.example.Item", at: Self.item)
    #expect(try await managed(stage) == Self.listed())
    await stage.service.publish(["Done": .uint64(0)], of: "org.example.Item", at: Self.item)
    let added = await signals.next()
    #expect(added?.member == "InterfacesAdded")
    #expect(added?.arguments == [.objectPath(Self.item), Self.interfaces])
    #expect(try await managed(stage) == Self.listed((Self.item, Self.interfaces)))
    await stage.service.unexport(at: Self.item)
    let removed = await signals.next()
    #expect(removed?.member == "InterfacesRemoved")
    #expect(removed?.arguments == [.objectPath(Self.item), ["org.example.Item"].busValue])
    #expect(try await managed(stage) == Self.listed())
    await stage.close()
  }

  @Test func leavesOutWhatIsNotManaged() async throws {
    let stage = try await stage()
    await stage.service.export([Interface("org.example.Other")], at: "/org/example/other")
    await stage.service.export([Interface("org.example.Far")], at: "/org/far", managed: true)
    await stage.service.export(
      [Interface("org.example.Inner")], at: "/org/example/inner", managed: true, objectManager: true)
    await stage.service.export([Interface("org.example.Leaf")], at: "/org/example/inner/leaf", managed: true)
    let empty = VariantMap().busValue
    func map(_ name: String) -> BusValue {
      .dictionary(BusDictionary([.init(key: .string(name), value: empty)], key: "s", value: "a{sv}"))
    }
    #expect(try await managed(stage) == Self.listed(("/org/example/inner", map("org.example.Inner"))))
    #expect(
      try await stage.call("GetManagedObjects", of: Self.manager, at: "/org/example/inner")
        == Self.listed(("/org/example/inner/leaf", map("org.example.Leaf"))))
    await stage.close()
  }

  @Test func ownsNoNameBeforeEachPropertyHasAValue() async throws {
    let stage = try await stage()
    await exportItem(stage)
    await stage.service.publish(["Done": .uint64(0)], of: "org.example.Item", at: Self.item)
    await #expect(
      throws: BusError.unpublishedProperties(["/org/example/items/1 org.example.Item.Name"])
    ) {
      try await stage.service.requestName("org.example.Other")
    }
    #expect(try await stage.client.owner(of: "org.example.Other") == nil)
    await stage.service.publish(["Name": .string("a")], of: "org.example.Item", at: Self.item)
    #expect(try await stage.service.requestName("org.example.Other") == .owned)
    await stage.close()
  }
}
