import Bus
import Contract

/// A live object: its interfaces and the values of its properties.
struct IntrospectedObject {
  let path: String
  let interfaces: [IntrospectedInterface]
  /// By interface and property.
  let values: [String: VariantMap]

  var fields: VariantMap {
    [FieldName.path.rawValue: path.busValue, FieldName.interfaces.rawValue: interfaces.map(fields).busValue]
  }

  /// For people: the interfaces' members, one a line.
  func lines(style: Style) -> [String] {
    var lines = [style.bold(path)]
    for interface in interfaces {
      lines.append("  " + interface.name)
      for method in interface.methods {
        lines.append("    method    \(method.name)(\(text(method.arguments)))\(arrow(method.results))")
      }
      for property in interface.properties {
        let value = value(property, interface)
        lines.append("    property  \(property.name) \(property.type), \(property.access)\(value)")
      }
      for signal in interface.signals {
        lines.append("    signal    \(signal.name)(\(text(signal.arguments)))")
      }
    }
    return lines
  }

  private func text(_ arguments: [IntrospectedInterface.Argument]) -> String {
    arguments.map { $0.name.isEmpty ? $0.type : "\($0.type) \($0.name)" }.joined(separator: ", ")
  }

  private func arrow(_ results: [IntrospectedInterface.Argument]) -> String {
    results.isEmpty ? "" : " → " + text(results)
  }

  private func value(_ property: IntrospectedInterface.Property, _ interface: IntrospectedInterface) -> String
  {
    guard let value = values[interface.name]?[property.name] else { return "" }
    return " = " + VisibleText.ofJSON(value.jsonText(sortingKeys: true))
  }

  private func fields(_ interface: IntrospectedInterface) -> VariantMap {
    [
      FieldName.name.rawValue: interface.name.busValue,
      FieldName.methods.rawValue: interface.methods.map(fields).busValue,
      FieldName.properties.rawValue: interface.properties.map { fields($0, interface) }.busValue,
      FieldName.signals.rawValue: interface.signals.map(fields).busValue,
    ]
  }

  private func fields(_ member: IntrospectedInterface.Member) -> VariantMap {
    [
      FieldName.name.rawValue: member.name.busValue,
      FieldName.arguments.rawValue: member.arguments.map(fields).busValue,
      FieldName.results.rawValue: member.results.map(fields).busValue,
    ]
  }

  private func fields(
    _ property: IntrospectedInterface.Property, _ interface: IntrospectedInterface
  ) -> VariantMap {
    var fields: VariantMap = [
      FieldName.name.rawValue: property.name.busValue, FieldName.type.rawValue: property.type.busValue,
      FieldName.access.rawValue: property.access.busValue,
    ]
    fields[FieldName.value.rawValue] = values[interface.name]?[property.name]
    return fields
  }

  private func fields(_ argument: IntrospectedInterface.Argument) -> VariantMap {
    [FieldName.name.rawValue: argument.name.busValue, FieldName.type.rawValue: argument.type.busValue]
  }
}
