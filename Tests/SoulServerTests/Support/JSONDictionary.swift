import Foundation

/// A JSON object as a test asks it.
struct JSONDictionary {
  private let values: [String: Any]

  init(_ values: [String: Any]) {
    self.values = values
  }

  var keys: Set<String> { Set(values.keys) }

  func string(_ key: String) -> String? { values[key] as? String }
  func number(_ key: String) -> Double? { (values[key] as? NSNumber)?.doubleValue }
  func bool(_ key: String) -> Bool? { (values[key] as? NSNumber)?.boolValue }
  func strings(_ key: String) -> [String] { values[key] as? [String] ?? [] }
  func list(_ key: String) -> [JSONDictionary] {
    (values[key] as? [[String: Any]] ?? []).map(JSONDictionary.init)
  }
}
