/// Numbers as the JSON list that `json_each` reads: one argument, however many they are.
enum JSONList {
  static func of(_ numbers: some Sequence<Int64>) -> String {
    "[" + numbers.lazy.map(String.init).joined(separator: ",") + "]"
  }
}
