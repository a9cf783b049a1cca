import Bus
import Contract

/// This device and the servers.
extension PlayerService {
  /// By their numbers.
  func sources() async throws(CommandFailure) -> [SourceState] {
    try await managedObjects(with: InterfaceNames.source).map(SourceState.init).sorted {
      $0.number < $1.number
    }
  }

  func source(at path: ObjectPath) async throws(CommandFailure) -> SourceState {
    SourceState(path: path, properties: try await properties(of: InterfaceNames.source, at: path.rawValue))
  }

  /// - Parameter name: a source's number; else its name, in any case where only one has it.
  func source(_ name: String) async throws(CommandFailure) -> SourceState {
    let sources = try await sources()
    // A password goes to it: what the player calls by this number must be no other.
    if let number = Int64(name), let source = sources.first(where: { $0.number == number }) { return source }
    if let exact = sources.first(where: { $0.name == name }) { return exact }
    let alike = sources.filter { $0.name.lowercased() == name.lowercased() }
    if alike.count == 1 { return alike[0] }
    let names = sources.map { "“\($0.name)”" }.joined(separator: ", ")
    throw .notFound("There is no source “\(name)”. There are: \(names).")
  }
}
