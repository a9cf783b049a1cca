/// What `soulctl --json` and `busctl --json=short` print.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue {
  /// A member of an object; a D-Bus variant, `{"type": …, "data": …}`, is unwrapped.
  subscript(_ key: String) -> JSONValue? {
    guard case .object(let members) = self, let member = members[key] else { return nil }
    return member.unwrapped
  }

  subscript(_ index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index].unwrapped
  }

  var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements.map(\.unwrapped)
  }

  var keys: Set<String>? {
    guard case .object(let members) = self else { return nil }
    return Set(members.keys)
  }

  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var strings: [String]? {
    elements?.compactMap(\.string)
  }

  var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  var integer: Int? {
    number.flatMap { Int(exactly: $0) }
  }

  var bool: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }

  private var unwrapped: JSONValue {
    guard case .object(let members) = self, members.keys.sorted() == ["data", "type"],
      let data = members["data"]
    else { return self }
    return data
  }
}

extension JSONValue: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }
}
