/// Why a text is not the JSON that we take.
enum JSONError: Error, Equatable {
  case malformed(offset: Int)
  case invalidUTF8(offset: Int)
  case tooDeep
  case duplicateKey(String)

  var message: String {
    switch self {
    case .malformed(let offset): "something is wrong at byte \(offset)."
    case .invalidUTF8(let offset): "the text that ends at byte \(offset) is not UTF-8."
    case .tooDeep: "it is nested more than \(JSONReader.maximumDepth) deep."
    case .duplicateKey(let key): "the key “\(key.prefix(100))” is there twice."
    }
  }
}
