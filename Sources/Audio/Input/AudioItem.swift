/// One thing to play, named by a number that the caller chooses and that every event about it carries.
public struct AudioItem: Sendable {
  public let id: UInt64
  public let input: MediaInput

  public init(id: UInt64, input: MediaInput) {
    self.id = id
    self.input = input
  }
}
