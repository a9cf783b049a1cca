import Bus
import Contract

/// What came out of an operation, for people.
enum OperationText {
  static func lines(_ operation: OperationState, style: Style) -> [String] {
    let result = operation.result
    switch operation.kind {
    case OperationKinds.import: return ImportText.lines(result, style: style)
    case OperationKinds.add:
      let number = result.path(.source)?.rawValue.split(separator: "/").last.map(String.init) ?? ""
      return ["Added as source \(number). Sign in: soulctl source login \(number)"]
    case OperationKinds.remove: return ["Removed."]
    case OperationKinds.signIn: return ["Signed in."]
    case OperationKinds.sync:
      let servers = result.records(.sources)
      guard servers.count > 1 else { return [counts(result)] }
      return servers.filter { $0.text(.error) == nil }.map { server in
        "\(VisibleText.of(server.text(.name) ?? "")): \(counts(server))"
      }
    case OperationKinds.check: return ["Online."]
    default: return []
    }
  }

  private static func counts(_ synced: Record) -> String {
    let counts: [(FieldName, String)] = [
      (.added, "added"), (.updated, "updated"), (.removed, "removed"), (.unchanged, "unchanged"),
    ]
    // Who asks only for what has changed is not told what hasn't.
    let told = counts.filter { $0.0 != .unchanged || synced.number(.unchanged) != 0 }
    return told.compactMap { name, text in synced.number(name).map { "\($0) \(text)" } }.joined(
      separator: ", ")
  }
}
