import ArgumentParser
import Bus
import Contract

struct OperationList: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what is running and what has ended within the last minute.",
    discussion: """
        soulctl operation list
      """)

  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let operations = try await service.operations()
    var table = Table([
      Table.Column(title: "#", isNumeric: true), Table.Column(title: "KIND"), Table.Column(title: "STATE"),
      Table.Column(title: "DONE", isNumeric: true), Table.Column(title: "TOTAL", isNumeric: true),
      Table.Column(title: "DETAIL", isFlexible: true),
    ])
    for operation in operations {
      let number = operation.path.rawValue.split(separator: "/").last.map(String.init) ?? ""
      table.add([
        number, operation.kind, operation.state, "\(operation.done)",
        operation.total == 0 ? "" : "\(operation.total)",
        operation.message.isEmpty ? operation.detail : operation.message,
      ])
    }
    try console.show(
      Answer([.operations: operations.map(\.fields).busValue, .total: UInt64(operations.count).busValue]),
      operations.isEmpty ? [] : table.lines(width: console.output.width, style: console.output.style))
    if operations.isEmpty { console.note("Nothing is running.") }
  }
}
