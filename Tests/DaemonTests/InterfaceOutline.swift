import Foundation
import FoundationXML

/// What an interface's XML promises, without the order of its members and the words around them.
struct InterfaceOutline: Equatable {
  private(set) var members: Set<String> = []

  /// The interfaces of an introspection document, by name.
  static func all(in xml: String) throws -> [String: InterfaceOutline] {
    let reader = Reader()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = reader
    guard parser.parse() else { throw NotXML(text: xml) }
    return reader.interfaces
  }

  private struct NotXML: Error {
    let text: String
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var interfaces: [String: InterfaceOutline] = [:]
    private var interface: String?
    private var member: String?

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let name = attributes["name"] ?? ""
      switch element {
      case "interface":
        interface = name
        interfaces[name] = InterfaceOutline()
      case "method", "signal":
        member = "\(element) \(name)"
      case "property":
        member = "property \(name) \(attributes["type"] ?? "") \(attributes["access"] ?? "")"
      case "arg":
        member? += " \(attributes["direction"] ?? "-"):\(name):\(attributes["type"] ?? "")"
      case "annotation":
        member? += " \(name)=\(attributes["value"] ?? "")"
      default: break
      }
    }

    func parser(
      _ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?
    ) {
      guard ["method", "signal", "property"].contains(element), let interface, let member else { return }
      interfaces[interface]?.members.insert(member)
      self.member = nil
    }
  }
}
