import ArgumentParser

/// Which part of a long list is shown.
struct PagingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Show at most N.", valueName: "n"))
  var limit = 100

  @Option(help: ArgumentHelp("Skip the first N.", valueName: "n"))
  var offset = 0

  var part: ListPart { ListPart(limit: limit, offset: offset) }

  func validate() throws {
    try Self.validate(limit: limit, offset: offset)
  }

  static func validate(limit: Int, offset: Int) throws {
    let range = 0...Int(UInt32.max)
    guard range.contains(limit), range.contains(offset) else {
      throw ValidationError("--limit and --offset take whole numbers from 0 to \(UInt32.max).")
    }
  }
}
