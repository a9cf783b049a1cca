import ArgumentParser
import Bus
import Contract

struct QueueMove: ServiceCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Move an entry of the queue.",
    discussion: """
        soulctl queue move 7 1     entry 7 becomes the first
        soulctl queue move 2 5     entry 2 becomes the fifth
      """)

  @Argument(help: "The entry's number in “queue list”.")
  var from: Int

  @Argument(help: "The number that it shall have.")
  var to: Int

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard from >= 1, to >= 1 else { throw ValidationError("Entries are counted from 1.") }
  }

  func run(on service: PlayerService, console: Console) async throws {
    let entry = try await service.entryPath(from)
    // It is known to be there, as the one that it goes behind is: an entry can't come to stand beyond the end.
    _ = try await service.entryPath(to)
    let before = Self.predecessor(from: from, to: to)
    let after: ObjectPath = before == 0 ? "/" : try await service.entryPath(before)
    _ = try await service.queue("MoveEntry", entry.busValue, after.busValue)
    try console.show(Answer([.entry: entry.busValue]), ["Moved \(from) to \(to)."])
  }

  /// The number, before the move, of the entry that the moved one comes to stand behind; 0 = the front.
  static func predecessor(from: Int, to: Int) -> Int {
    to <= from ? to - 1 : to
  }
}
