import Foundation
import TestKit
import Testing

@testable import soulctl

/// What somebody is told whose command line makes no sense.
@Suite(.timeLimit(.minutes(1))) struct UsageAdviceTests {
  @Test(arguments: [
    ("stauts", "soulctl status"), ("prev", "soulctl previous"), ("Pause", "soulctl pause"),
    ("tracs", "soulctl tracks"), ("source snyc Home", "soulctl source sync"),
    ("queue ad giant steps", "soulctl queue add"), ("help plya", "soulctl play"),
  ])
  func `a name that is nearly one is answered with the one that is meant`(line: String, meant: String)
    async throws
  {
    let arguments = line.split(separator: " ").map(String.init)
    let text = try await soulctl(arguments)
    #expect(text.exit == .status(2))
    #expect(text.output.isEmpty)
    #expect(text.errors.contains("Did you mean “\(meant)”?"), "\(text.errors)")
    try await expectSame(as: text, arguments)
  }

  @Test(arguments: [
    ("nonsense", "soulctl --help"), ("source Home", "soulctl source --help"), ("-x", "soulctl --help"),
    ("--josn tracks", "soulctl tracks --json"), ("operation \u{1B}[2J", "soulctl operation --help"),
  ])
  func `what is near nothing is answered with where to look`(line: String, next: String) async throws {
    let arguments = line.split(separator: " ").map(String.init)
    let text = try await soulctl(arguments)
    #expect(text.exit == .status(2))
    #expect(text.output.isEmpty)
    #expect(text.errors.contains("“\(next)”"), "\(text.errors)")
    #expect(!text.errors.contains("\u{1B}"))
    try await expectSame(as: text, arguments)
  }

  @Test(arguments: [
    ("tracks --ordr title", "'--order'", "soulctl tracks --help"),
    ("queue remove", "<number>", "soulctl queue remove --help"),
    ("source activate", "--none", "soulctl source activate --help"),
    ("loop sometimes", "'playlist'", "soulctl loop --help"),
  ])
  func `a command that is known is told what it lacks, and where to read on`(
    line: String, part: String, next: String
  ) async throws {
    let arguments = line.split(separator: " ").map(String.init)
    let text = try await soulctl(arguments)
    #expect(text.exit == .status(2))
    #expect(text.errors.contains(part) && text.errors.contains(next), "\(text.errors)")
    let script = try await soulctl(arguments + ["--json"])
    #expect(script.exit == .status(2))
    #expect(script.errors.isEmpty)
    let message = try #require(try json(script)["message"])
    #expect(message.contains(part) && message.contains("“\(next)”"), "\(message)")
  }

  @Test func `--json alone is told that it goes behind a command`() async throws {
    let script = try await soulctl(["--json"])
    #expect(script.exit == .status(2))
    #expect(script.errors.isEmpty)
    #expect(try json(script)["error"] == "org.freedesktop.DBus.Error.InvalidArgs")
    #expect(try json(script)["message"]?.contains("“soulctl status --json”") == true)
  }

  @Test func `what makes sense gets no advice`() {
    for line in ["status", "source sync Home", "queue", "--version", "--generate-completion-script=bash", ""]
    {
      #expect(UsageAdvice.onCommand(in: line.split(separator: " ").map(String.init)) == nil, "\(line)")
    }
  }

  @Test func `letters put in, left out, exchanged or swapped count as one each`() {
    for (first, second, distance) in [
      ("sync", "sync", 0), ("snyc", "sync", 1), ("syn", "sync", 1), ("sinc", "sync", 1), ("syync", "sync", 1),
      ("", "sync", 4), ("play", "plot", 2),
    ] {
      #expect(EditDistance.between(first, second) == distance, "\(first)")
      #expect(EditDistance.between(second, first) == distance, "\(first)")
    }
    #expect(EditDistance.nearest(to: "s", among: ["seek", "stop"]) == nil)
    #expect(EditDistance.nearest(to: "", among: ["seek", "stop"]) == nil)
  }

  private func soulctl(_ arguments: [String]) async throws -> CommandResult {
    try await ChildProcess.run(SoulctlProgram.path, arguments, environment: ["PATH": "/usr/bin"])
  }

  private func json(_ result: CommandResult) throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(result.output.utf8))
  }

  /// A script is told the same sentence, as it is told every other failure.
  private func expectSame(as text: CommandResult, _ arguments: [String]) async throws {
    let script = try await soulctl(arguments + ["--json"])
    #expect(script.exit == .status(2))
    #expect(script.errors.isEmpty)
    let object = try json(script)
    #expect(object["error"] == "org.freedesktop.DBus.Error.InvalidArgs")
    let message = try #require(object["message"])
    #expect(text.errors == "soulctl: \(VisibleText.of(message))\n")
  }
}
