/// A value of JSON (RFC 8259).
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  /// A number without fraction or exponent that fits.
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

typealias JSONObject = [String: JSONValue]

extension JSONValue {
  var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// An id, which may come as text or as a number.
  var id: Int64? {
    switch self {
    case .string(let text): NumericID.value(text)
    case .integer(let value): value > 0 ? value : nil
    default: nil
    }
  }
}
