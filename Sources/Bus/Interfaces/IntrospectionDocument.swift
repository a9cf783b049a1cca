/// The XML of the specification's chapter "Introspection Data Format", always in the same order.
struct IntrospectionDocument {
  private var body = ""

  /// The whole document.
  var text: String {
    """
    <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
    <node>
    \(body)</node>

    """
  }

  mutating func append(_ interface: Interface) {
    appendInterface(interface.name) { document in
      for method in interface.methods {
        document.appendMethod(method.name, in: method.inputs, out: method.outputs)
      }
      for signal in interface.signals { document.appendSignal(signal.name, signal.arguments) }
      for property in interface.properties { document.append(property) }
    }
  }

  /// Appends one of the interfaces that the connection itself answers.
  mutating func appendStandard(_ name: InterfaceName) {
    appendInterface(name) { document in
      for method in StandardMethod.all where method.interface == name {
        document.appendMethod(method.member, in: method.inputs, out: method.outputs)
      }
      for signal in StandardInterface.signals(of: name) {
        document.appendSignal(signal.name, signal.arguments)
      }
    }
  }

  mutating func appendNode(_ name: String) {
    body += "  <node name=\"\(name)\"/>\n"
  }

  private mutating func appendInterface(_ name: InterfaceName, _ members: (inout Self) -> Void) {
    body += "  <interface name=\"\(name)\">\n"
    members(&self)
    body += "  </interface>\n"
  }

  private mutating func appendMethod(_ name: MemberName, in inputs: [Argument], out outputs: [Argument]) {
    guard !inputs.isEmpty || !outputs.isEmpty else {
      body += "    <method name=\"\(name)\"/>\n"
      return
    }
    body += "    <method name=\"\(name)\">\n"
    for argument in inputs { append(argument, direction: " direction=\"in\"") }
    for argument in outputs { append(argument, direction: " direction=\"out\"") }
    body += "    </method>\n"
  }

  private mutating func appendSignal(_ name: MemberName, _ arguments: [Argument]) {
    guard !arguments.isEmpty else {
      body += "    <signal name=\"\(name)\"/>\n"
      return
    }
    body += "    <signal name=\"\(name)\">\n"
    for argument in arguments { append(argument, direction: "") }
    body += "    </signal>\n"
  }

  private mutating func append(_ argument: Argument, direction: String) {
    body += "      <arg name=\"\(argument.name)\" type=\"\(argument.signature)\"\(direction)/>\n"
  }

  private mutating func append(_ property: Property) {
    let access = property.isWritable ? "readwrite" : "read"
    let start = "    <property name=\"\(property.name)\" type=\"\(property.signature)\" access=\"\(access)\""
    guard property.emits != .value else {
      body += "\(start)/>\n"
      return
    }
    body += """
      \(start)>
            <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" value="\(property.emits.rawValue)"/>
          </property>

      """
  }
}
