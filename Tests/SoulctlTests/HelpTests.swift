import ArgumentParser
import Testing

@testable import soulctl

@Suite struct HelpTests {
  /// Every command, from the root down.
  static let commands: [any ParsableCommand.Type] = commands(from: Soulctl.self)

  private static func commands(from command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
    [command] + command.configuration.subcommands.flatMap(commands(from:))
  }

  @Test func `every command says what it does, at length, and takes --json`() {
    for command in Self.commands {
      let configuration = command.configuration
      #expect(!configuration.abstract.isEmpty, "\(command)")
      #expect(!configuration.discussion.isEmpty, "\(command)")
      if configuration.subcommands.isEmpty {
        #expect(configuration.discussion.contains("soulctl "), "\(command) has no example")
        #expect(Soulctl.helpMessage(for: command).contains("--json"), "\(command)")
      }
    }
  }

  @Test func `every example is one that is taken`() throws {
    var count = 0
    for command in Self.commands {
      for line in command.configuration.discussion.split(separator: "\n") where line.hasPrefix("  soulctl ") {
        let words = Self.words(of: line.dropFirst(2))
        #expect(throws: Never.self, "\(line)") {
          _ = try Soulctl.parseAsRoot(NegativeOperand.protected(Array(words.dropFirst())))
        }
        count += 1
      }
    }
    #expect(count >= 30)
  }

  /// A line's command, up to a pipe or to the explanation that stands three blanks behind it.
  private static func words(of line: Substring) -> [String] {
    var command = String(line)
    for end in ["   ", " | "] {
      if let range = command.ranges(of: end).first { command = String(command[..<range.lowerBound]) }
    }
    return command.split(separator: " ").map(String.init)
  }
}
