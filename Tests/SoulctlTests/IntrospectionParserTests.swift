import Contract
import Testing

@testable import soulctl

@Suite struct IntrospectionParserTests {
  @Test func `reads every published interface`() throws {
    for interface in Contract.interfaces {
      let node = try #require(IntrospectionParser.parse(interface.xml))
      #expect(node.interfaces.map(\.name) == [interface.name])
    }
  }

  @Test func `reads members, arguments and objects below`() throws {
    let node = try #require(
      IntrospectionParser.parse(
        """
        <node name="/a"><interface name="a.B">
          <method name="M"><arg name="i" type="s" direction="in"/><arg type="a{sv}"/><arg name="r" type="t" direction="out"/></method>
          <property name="P" type="d" access="readwrite"/>
          <signal name="S"><arg name="x" type="x"/></signal>
        </interface>
        <node name="one"><interface name="a.Nested"/></node><node name="two"/></node>
        """))
    let interface = try #require(node.interfaces.first)
    #expect(node.children == ["one", "two"])
    #expect(node.interfaces.count == 1)
    #expect(interface.methods.first?.arguments.map(\.type) == ["s", "a{sv}"])
    #expect(interface.methods.first?.results.map(\.name) == ["r"])
    #expect(
      interface.properties == [IntrospectedInterface.Property(name: "P", type: "d", access: "readwrite")])
    #expect(interface.signals.first?.arguments.map(\.name) == ["x"])
  }

  @Test func `refuses what is no XML`() {
    #expect(IntrospectionParser.parse("") == nil)
    #expect(IntrospectionParser.parse("<node><interface>") == nil)
  }
}
