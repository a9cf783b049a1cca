import Foundation
import FoundationXML

/// Reads introspection XML (D-Bus specification, "Introspection Data Format").
final class IntrospectionParser: NSObject, XMLParserDelegate {
  private var node = IntrospectedNode()
  private var interface: IntrospectedInterface?
  private var member: IntrospectedInterface.Member?
  private var depth = 0
  private var isComplete = false

  /// - Returns: `nil` for what is no introspection document.
  static func parse(_ xml: String) -> IntrospectedNode? {
    let delegate = IntrospectionParser()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = delegate
    return parser.parse() && parser.parserError == nil && delegate.isComplete ? delegate.node : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let name = attributes["name"] ?? ""
    switch element {
    case "node":
      if depth > 0, !name.isEmpty { node.children.append(name) }
      depth += 1
    case "interface": interface = IntrospectedInterface(name: name)
    case "method", "signal": member = IntrospectedInterface.Member(name: name)
    case "property":
      interface?.properties.append(
        IntrospectedInterface.Property(
          name: name, type: attributes["type"] ?? "", access: attributes["access"] ?? ""))
    case "arg":
      let argument = IntrospectedInterface.Argument(name: name, type: attributes["type"] ?? "")
      if attributes["direction"] == "out" {
        member?.results.append(argument)
      } else {
        member?.arguments.append(argument)
      }
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
  ) {
    switch element {
    case "node":
      depth -= 1
      isComplete = depth == 0
    case "interface":
      // Nodes within the node describe other objects; only their names count here.
      if let interface, depth == 1 { node.interfaces.append(interface) }
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
  }
}
