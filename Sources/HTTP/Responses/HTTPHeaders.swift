/// The fields of an answer's head, in their order; names are the same in any case (RFC 9110 §5.1).
public struct HTTPHeaders: Sendable {
  private var fields: [HTTPHeader]

  init(_ fields: [HTTPHeader] = []) {
    self.fields = fields
  }

  /// The first value of a field; `nil` where it is absent.
  public subscript(name: String) -> String? {
    fields.first { $0.name.isSameFieldName(as: name) }?.value
  }

  /// All values of a field, in their order.
  public func values(of name: String) -> [String] {
    fields.filter { $0.name.isSameFieldName(as: name) }.map(\.value)
  }

  /// Where an answer of this status sends the request (RFC 9110 §10.2.2); `nil` where it does not.
  func redirectTarget(status: Int) -> String? {
    [301, 302, 303, 307, 308].contains(status) ? self["Location"] : nil
  }

  mutating func append(_ field: HTTPHeader) {
    fields.append(field)
  }

  /// A line that goes on from the one before (RFC 9112 §5.2).
  mutating func continueLast(with text: String) {
    guard let last = fields.indices.last else { return }
    fields[last].value += fields[last].value.isEmpty ? text : " \(text)"
  }

  mutating func removeAll() {
    fields.removeAll()
  }
}

extension String {
  fileprivate func isSameFieldName(as other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension UInt8 {
  fileprivate var lowercasedASCII: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}
