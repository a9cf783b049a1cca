import ArgumentParser

struct Operation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow and cancel what the daemon does in the background.",
    discussion: """
      An import is an operation. It goes on when soulctl is gone.
      """,
    subcommands: [OperationList.self, OperationWait.self, OperationCancel.self],
    defaultSubcommand: OperationList.self)
}
