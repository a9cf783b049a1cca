import Model

/// One item in the pipeline, from its load to its end.
struct Session {
  let item: AudioItem
  /// `started` was told.
  var isStarted = false
  /// The sink holds the first buffer; before, no seek is possible.
  var isPrerolled = false
  /// Where to go as soon as it is possible; the newest wish.
  var wantedSeek: MediaTime?
  /// The seek under way.
  var runningSeek: MediaTime?
  /// The seek is one that nobody asked for: to where a load begins, or for another rate.
  var isSeekSilent = false
  /// Not played before the seek to its beginning has landed.
  var isHeld = false
  var duration: MediaTime?
  var hasEnded = false
  /// It is held up until more bytes have come.
  var isStalled = false
  /// It was begun a second time, with another playbin.
  var isSecondStart = false
  /// The state that the playbin reached last; while a seek runs it is not told.
  var reachedPlaying: Bool?
  /// The state that was told last.
  var toldPlaying: Bool?

  init(_ item: AudioItem) {
    self.item = item
  }

  /// The first sound is to be this one's.
  mutating func begin(at position: MediaTime) {
    wantedSeek = position
    isSeekSilent = true
    isHeld = true
  }
}
