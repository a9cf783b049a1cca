import Audio
import Model

/// What the player asks of the pipeline: one line of orders, so that they arrive as they were decided.
enum PipelineCommand: Sendable {
  case load(AudioItem, at: MediaTime, playing: Bool)
  case play
  case pause
  case stop
  case seek(MediaTime)
  case setVolume(Double)
  case setRate(Double)
}
