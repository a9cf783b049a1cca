import ArgumentParser

struct Folder: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show and remove the library's folders.",
    discussion: """
      “soulctl import DIR” adds one.
      """,
    subcommands: [FolderList.self, FolderRemove.self], defaultSubcommand: FolderList.self)
}
