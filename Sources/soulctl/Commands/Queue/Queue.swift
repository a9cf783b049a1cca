import ArgumentParser

struct Queue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show and edit what plays next.",
    discussion: """
      Entries are called by their numbers in “soulctl queue list”.
      """,
    subcommands: [QueueList.self, QueueAdd.self, QueueRemove.self, QueueMove.self, QueueClear.self],
    defaultSubcommand: QueueList.self)
}
