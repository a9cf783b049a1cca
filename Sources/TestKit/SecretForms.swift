public import Foundation

/// A secret as it may lie in files, logs and messages: as it is, and in each usual encoding.
public struct SecretForms: Sendable {
  private let forms: [(name: String, bytes: Data)]

  public init(_ secret: String) {
    let bytes = Array(secret.utf8)
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    var forms = [
      ("text", secret), ("hexadecimal", hex.joined()), ("hexadecimal", hex.joined().uppercased()),
      ("all percent-encoded", hex.map { "%\($0)" }.joined()),
      ("all percent-encoded", hex.map { "%\($0.uppercased())" }.joined()),
    ]
    let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    if let encoded = secret.addingPercentEncoding(withAllowedCharacters: unreserved), encoded != secret {
      forms.append(("percent-encoded", encoded))
      forms.append(("form-encoded", encoded.replacing("%20", with: "+")))
    }
    for shift in 0..<3 {
      let text = Array(Data(Array(repeating: 0, count: shift) + bytes).base64EncodedString())
      // Only the characters that the secret alone decides, wherever in a group of three bytes it begins.
      let base64 = String(text[(shift * 8 + 5) / 6..<(shift + bytes.count) * 8 / 6])
      forms.append(("base64", base64))
      forms.append(("base64", base64.replacing("+", with: "-").replacing("/", with: "_")))
    }
    self.forms = forms.map { ($0.0, Data($0.1.utf8)) }
  }

  /// In which of its forms the secret is somewhere in there.
  public func found(in data: Data) -> Set<String> {
    Set(forms.filter { data.range(of: $0.bytes) != nil }.map(\.name))
  }

  /// In which of its forms the secret is in which file below a folder.
  public func found(inFilesOf folder: String) -> [String: Set<String>] {
    var leaks: [String: Set<String>] = [:]
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
      let found = found(in: data)
      if !found.isEmpty { leaks[path] = found }
    }
    return leaks
  }

  /// In which of its forms the secret is in the command line or the environment of a process.
  public func found(inProcess identifier: Int32) -> Set<String> {
    var found: Set<String> = []
    for name in ["cmdline", "environ"] {
      let data = FileManager.default.contents(atPath: "/proc/\(identifier)/\(name)")
      found.formUnion(data.map(self.found) ?? ["not to be read"])
    }
    return found
  }
}
