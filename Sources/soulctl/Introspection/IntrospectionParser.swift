/// Reads introspection XML (D-Bus specification, "Introspection Data Format").
struct IntrospectionParser {
  private var node = IntrospectedNode()
  private var interface: IntrospectedInterface?
  private var member: IntrospectedInterface.Member?
  /// The elements that are open.
  private var open: [String] = []

  /// - Returns: `nil` for what is no introspection document.
  static func parse(_ xml: String) -> IntrospectedNode? {
    guard let tags = MarkupTag.tags(in: xml), tags.first?.name == "node" else { return nil }
    var parser = IntrospectionParser()
    for tag in tags {
      if tag.kind != .end { parser.begin(tag) }
      if tag.kind != .start, !parser.end(tag.name) { return nil }
    }
    return parser.open.isEmpty ? parser.node : nil
  }

  private mutating func begin(_ tag: MarkupTag) {
    let name = tag.attributes["name"] ?? ""
    switch tag.name {
    case "node" where !open.isEmpty && !name.isEmpty: node.children.append(name)
    case "interface": interface = IntrospectedInterface(name: name)
    case "method", "signal": member = IntrospectedInterface.Member(name: name)
    case "property":
      interface?.properties.append(
        IntrospectedInterface.Property(
          name: name, type: tag.attributes["type"] ?? "", access: tag.attributes["access"] ?? ""))
    case "arg":
      let argument = IntrospectedInterface.Argument(name: name, type: tag.attributes["type"] ?? "")
      if tag.attributes["direction"] == "out" {
        member?.results.append(argument)
      } else {
        member?.arguments.append(argument)
      }
    default: break
    }
    open.append(tag.name)
  }

  /// - Returns: whether that element was the one to end.
  private mutating func end(_ element: String) -> Bool {
    guard open.popLast() == element else { return false }
    switch element {
    case "interface":
      // Nodes within the node describe other objects; only their names count here.
      if let interface, open.count == 1 { node.interfaces.append(interface) }
      interface = nil
    case "method":
      if let member { interface?.methods.append(member) }
      member = nil
    case "signal":
      // A signal's arguments have no direction, or `out`.
      if let member {
        interface?.signals.append(
          IntrospectedInterface.Member(name: member.name, arguments: member.arguments + member.results))
      }
      member = nil
    default: break
    }
    return true
  }
}
