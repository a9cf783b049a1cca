import ArgumentParser

/// Which part of a long list is shown.
struct PagingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Show at most N.", valueName: "n"))
  var limit = 100

  @Option(help: ArgumentHelp("Skip the first N.", valueName: "n"))
  var offset = 0

  /// Only to know whether there is anything, and how much.
  static let first = {
    var paging = PagingOptions()
    paging.limit = 1
    return paging
  }()

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
