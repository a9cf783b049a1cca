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

  @Test func `reads what XML allows in names, quotes, comments and entities`() throws {
    let node = try #require(
      IntrospectionParser.parse(
        """
        <?xml version="1.0"?><!-- a > b --><!DOCTYPE node PUBLIC "x" "y>z">
        <node><interface name = 'a&lt;b&amp;lt;c' ><property name="P" type='s' access="read" /></interface></node>
        """))
    #expect(node.interfaces.first?.name == "a<b&lt;c")
    #expect(node.interfaces.first?.properties.count == 1)
  }

  @Test(arguments: [
    "", "text", "<node>", "<node><interface></node></interface>", "<node name=></node>",
    "<node name=\"a></node>",
    "<node/></node>", "<!-- <node/>", "<html/>", "< node/>", "<node a></node>",
  ])
  func `refuses what is no introspection document`(xml: String) {
    #expect(IntrospectionParser.parse(xml) == nil)
  }
}
