/// The names of the messages that we ourselves put on the bus, so that they keep their place among the others.
enum OwnMessage {
  static let epoch = "soul-epoch"
  static let startFailed = "soul-start-failed"
  static let nextTaken = "soul-next-taken"
  static let brokeOff = "soul-broke-off"
  static let starved = "soul-starved"
  static let fed = "soul-fed"
  static let volume = "soul-volume"
}
