import ArgumentParser

/// What somebody is told to write instead of a command line that makes no sense.
enum UsageAdvice {
  /// Options that stand without a command; ArgumentParser takes them.
  private static let rootOptions: Set<String> = [
    "-h", "--help", "--help-hidden", "--version", "--experimental-dump-help", "--generate-completion-script",
  ]

  /// - Parameter arguments: the command line without the program's name.
  /// - Returns: a sentence where there is no such command; `nil` where the command is not what is wrong.
  static func onCommand(in arguments: [String]) -> String? {
    let (path, rest) = commandPath(of: arguments)
    guard let command = path.last, !command.configuration.subcommands.isEmpty, let word = rest.first else {
      return nil
    }
    if word.hasPrefix("-") {
      guard path.count == 1, !isRootOption(word) else { return nil }
      let known = rest.first { word in command.configuration.subcommands.contains { $0._commandName == word }
      }
      return
        "“\(word)” stands before the command: write options behind it, as in “soulctl \(known ?? "status") --json”. "
        + "“soulctl --help” lists the commands."
    }
    let near = EditDistance.nearest(
      to: word, among: command.configuration.subcommands.map { $0._commandName })
    let place = text(of: path)
    let next =
      near.map { "Did you mean “\(place) \($0)”?" } ?? "“\(place) --help” lists what there is."
    return path.count == 1
      ? "There is no command “\(word)”. \(next)" : "“\(place)” has no command “\(word)”. \(next)"
  }

  /// - Parameters:
  ///   - message: what ArgumentParser finds wrong.
  ///   - arguments: the command line without the program's name.
  /// - Returns: the same with where to read on.
  static func sentence(_ message: String, on arguments: [String]) -> String {
    let ending = message.last.map { ".?!".contains($0) } == true ? "" : "."
    return "\(message)\(ending) “\(text(of: commandPath(of: arguments).path)) --help” says what it takes."
  }

  /// The commands that are named, from the root down, and the words behind them.
  private static func commandPath(
    of arguments: [String]
  ) -> (path: [any ParsableCommand.Type], rest: ArraySlice<String>) {
    var path: [any ParsableCommand.Type] = [Soulctl.self]
    var rest = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    while let word = rest.first,
      let next = path.last?.configuration.subcommands.first(where: { $0._commandName == word })
    {
      path.append(next)
      rest = rest.dropFirst()
    }
    return (path, rest)
  }

  private static func isRootOption(_ word: String) -> Bool {
    rootOptions.contains(String(word.prefix { $0 != "=" }))
  }

  private static func text(of path: [any ParsableCommand.Type]) -> String {
    path.map { $0._commandName }.joined(separator: " ")
  }
}
