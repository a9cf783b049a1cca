import ArgumentParser
import Bus
import Contract

struct SourceAdd: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a server.",
    discussion: """
      The server is asked what it is; one that does not answer within 5 s is not added. An address without a scheme \
      is taken for https, and for http on this machine itself (localhost, 127.0.0.1, ::1).

        soulctl source add Home https://music.example.org --username ann
        soulctl source add Attic http://192.168.1.5:4040 --username ann
        soulctl source add Office https://10.1.2.3/soul --username ann --ca-file ~/office-ca.pem

      Then sign in: soulctl source login Home
      """)

  @Argument(help: "How you call it.")
  var name: String

  @Argument(help: ArgumentHelp("Its address.", valueName: "url"))
  var url: String

  @Option(help: ArgumentHelp("Your name on the server.", valueName: "user"))
  var username: String

  @Option(
    help: ArgumentHelp(
      "What it is, where it should not be asked: soul or soul-legacy.", valueName: "kind"))
  var kind: String?

  @Flag(help: "Accept plain http to a host on the internet: everybody on the way can read your password.")
  var insecure = false

  @Option(
    help: ArgumentHelp(
      "A PEM file with the authority that signed the server's certificate, for one that you made yourself.",
      valueName: "file"), completion: .file())
  var caFile: String?

  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    var options: VariantMap = [:]
    options[FieldName.kind.rawValue] = kind?.busValue
    if insecure { options[FieldName.insecure.rawValue] = true.busValue }
    if let caFile {
      let path = AbsolutePath.of(caFile, in: AbsolutePath.workingDirectory(console.environment))
      options[FieldName.caFile.rawValue] = path.busValue
    }
    try await service.carryOut(
      "AddServer", [name.busValue, url.busValue, username.busValue, options.busValue], wait, console)
  }
}
