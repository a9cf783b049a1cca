import ArgumentParser
import Bus
import Contract

struct SourceLogin: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Sign in to a server.",
    discussion: """
      The password is asked for without being shown, and is not kept: what the server gives for it goes into your \
      keyring.

        soulctl source login Home
        pass show music | soulctl source login Home --password-stdin
      """)

  @OptionGroup var source: SourceArgument

  @Flag(help: "Read the password from standard input, to its end; for scripts.")
  var passwordStdin = false

  @OptionGroup var wait: WaitOptions
  @OptionGroup var output: OutputOptions

  func run(on service: PlayerService, console: Console) async throws {
    let source = try await service.source(source.name)
    // Before a person types a password that nobody wants.
    guard !source.isLocal else {
      throw CommandFailure.impossible("“\(source.name)” is this device: it needs no password.")
    }
    let password =
      passwordStdin
      ? try Password.fromStandardInput()
      : try Password.asked(
        "Password of \(VisibleText.of(source.username)) on \(VisibleText.of(source.name)): ")
    let secret = try password.pipe()
    try await service.carryOut(
      "SignIn", [source.path.busValue, secret.busValue, VariantMap().busValue], wait, console)
  }
}
