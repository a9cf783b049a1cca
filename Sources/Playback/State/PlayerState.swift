public import Model

/// The one state of the player that MPRIS and the queue's interface mirror.
///
/// What two snapshots differ in is what `PropertiesChanged` tells; the position is never part of that.
public struct PlayerState: Hashable, Sendable {
  /// The speeds that `Rate` takes.
  public static let rates = 0.25...4.0

  public var status = PlaybackStatus.stopped
  public var loop = LoopStatus.none
  public var isShuffled = false
  public var rate = 1.0
  /// 0…1, cubic as GStreamer's stream volume and the desktop's mixer have it.
  public var volume = 1.0
  public var current: NowPlaying?
  /// The current entry's place in the queue; equals `queueLength` where there is none.
  public var currentIndex = 0
  public var queueLength = 0
  public var canGoNext = false
  public var canGoPrevious = false
  /// One sentence on what could not be played; empty where all is well.
  public var lastError = ""
  public var anchor = PositionAnchor.still(at: .zero)

  public init() {}

  public var canPlay: Bool { current != nil }
  /// MPRIS: a property of the track, not of the state.
  public var canSeek: Bool { current?.duration != nil }

  /// The position now.
  public var position: MediaTime { anchor.position(within: current?.duration) }
}
