/// Lets `seek -10` and `volume -5` be written as they are meant: a word like `-10` is no option here.
enum NegativeOperand {
  private static let commands: Set<String> = ["seek", "volume"]

  /// - Parameter arguments: the command line without the program's name.
  /// - Returns: the same with a negative number behind a `--`, so that options may still follow it.
  static func protected(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, commands.contains(command), !arguments.contains("--"),
      let index = arguments.firstIndex(where: isNegativeNumber)
    else { return arguments }
    var rest = arguments
    let operand = rest.remove(at: index)
    return rest + ["--", operand]
  }

  private static func isNegativeNumber(_ word: String) -> Bool {
    word.hasPrefix("-") && word.dropFirst().first.map { $0.isASCII && $0.isWholeNumber } == true
  }
}
