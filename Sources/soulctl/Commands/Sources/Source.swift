import ArgumentParser

struct Source: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add servers, sign in to them, bring the library in step with them.",
    discussion: """
      A source is this device or a server with music; it is named by its name or its number. The active server is \
      streamed from first, and synced by itself.

        soulctl source add Home https://music.example.org --username ann
        soulctl source login Home
        soulctl source sync Home
        soulctl source activate Home
      """,
    subcommands: [
      SourceList.self, SourceAdd.self, SourceShow.self, SourceRename.self, SourceRemove.self,
      SourceActivate.self,
      SourceLogin.self, SourceLogout.self, SourceSync.self, SourceCheck.self,
    ], defaultSubcommand: SourceList.self)
}
