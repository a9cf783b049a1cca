import Bus
import Foundation
import TestKit
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What `Introspect` says.
@Suite(.timeLimit(.minutes(2))) struct IntrospectionTests {
  @Test func showsTheTable() async throws {
    let stage = try await Stage()
    await stage.service.export(
      [
        Interface(
          Stage.interface,
          methods: [
            Method("Search", in: "text", "filter", out: "tracks", "total") {
              (_, _: String, _: VariantMap) async throws -> ([VariantMap], UInt64) in ([], 0)
            },
            Method("Stop") { (_) async throws in },
          ],
          properties: [
            Property("Volume", Double.self, write: { (_, _: Double) async throws in }),
            Property("Position", Int64.self, emits: .never, read: { 0 }),
            Property("Tracks", [ObjectPath].self, emits: .invalidates),
            Property("Identity", String.self, emits: .constant, read: { "" }),
          ], signals: [Signal("Seeked", ("Position", Int64.self)), Signal("Changed")])
      ], at: Stage.path)
    let text = try await Proxy(
      stage.client, destination: stage.service.uniqueName, path: Stage.path, interface: Stage.interface
    ).introspect()
    let expected = """
      <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
      <node>
        <interface name="org.example.Player">
          <method name="Search">
            <arg name="text" type="s" direction="in"/>
            <arg name="filter" type="a{sv}" direction="in"/>
            <arg name="tracks" type="aa{sv}" direction="out"/>
            <arg name="total" type="t" direction="out"/>
          </method>
          <method name="Stop"/>
          <signal name="Seeked">
            <arg name="Position" type="x"/>
          </signal>
          <signal name="Changed"/>
          <property name="Volume" type="d" access="readwrite"/>
          <property name="Position" type="x" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="false"/>
          </property>
          <property name="Tracks" type="ao" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="invalidates"/>
          </property>
          <property name="Identity" type="s" access="read">
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="const"/>
          </property>
        </interface>

      """
    #expect(text.hasPrefix(expected))
    await stage.close()
  }

  /// The names of the elements `kind` right below the root, as an XML parser sees them.
  private func names(_ kind: String, at path: ObjectPath, _ stage: Stage) async throws -> [String] {
    let text = try await stage.proxy(at: path).introspect()
    let document = try XMLDocument(xmlString: text)
    let root = try #require(document.rootElement())
    return root.elements(forName: kind).compactMap { $0.attribute(forName: "name")?.stringValue }
  }

  @Test func leadsFromTheRootToEachObject() async throws {
    let stage = try await Stage(methods: [Method("Stop") { (_) async throws in }])
    for path in ["/org/example/b", "/org/example/a/2", "/org/example/a/10", "/org/exam"] as [ObjectPath] {
      await stage.service.export(
        [Interface("org.example.Item")], at: path, objectManager: path == "/org/exam")
    }
    let standard = ["org.freedesktop.DBus.Introspectable", "org.freedesktop.DBus.Peer"]
    #expect(try await names("node", at: "/", stage) == ["org"])
    #expect(try await names("interface", at: "/", stage) == standard)
    #expect(try await names("node", at: "/org", stage) == ["exam", "example"])
    #expect(try await names("node", at: "/org/example", stage) == ["a", "b", "player"])
    #expect(try await names("node", at: "/org/example/a", stage) == ["10", "2"])
    #expect(try await names("node", at: "/org/example/b", stage) == [])
    #expect(
      try await names("interface", at: "/org/example/b", stage)
        == ["org.example.Item", "org.freedesktop.DBus.Properties"] + standard)
    #expect(
      try await names("interface", at: "/org/exam", stage)
        == [
          "org.example.Item", "org.freedesktop.DBus.Properties", "org.freedesktop.DBus.ObjectManager",
        ] + standard)
    await stage.service.unexport(at: "/org/example/a/2")
    await stage.service.unexport(at: "/org/example/a/10")
    #expect(try await names("node", at: "/org/example", stage) == ["b", "player"])
    #expect(
      await stage.errorName("Introspect", of: "org.freedesktop.DBus.Introspectable", at: "/org/example/a")
        == "org.freedesktop.DBus.Error.UnknownObject")
    await stage.close()
  }

  @Test func gdbusAndBusctlReadIt() async throws {
    let stage = try await Stage(
      methods: [Method("Stop") { (_) async throws in }], properties: [Property("Volume", Double.self)],
      signals: [Signal("Seeked", ("Position", Int64.self))], values: ["Volume": .double(0.5)])
    let gdbus = try await stage.run(
      "gdbus", ["introspect", "--session", "--dest", "org.example.Service", "-o", "/", "--recurse"])
    #expect(gdbus.exit == .status(0))
    #expect(gdbus.output.contains("readonly d Volume = 0.5;"))
    #expect(gdbus.output.contains("Seeked(x Position);"))
    let busctl = try await stage.run(
      "busctl",
      ["--address=\(stage.bus.address)", "introspect", "org.example.Service", "/org/example/player"])
    #expect(busctl.exit == .status(0))
    #expect(busctl.output.contains(".Volume"))
    await stage.close()
  }
}
