import Audio

extension AudioError {
  /// Whether no track would fare better: what failed is the way out, not what was to be played.
  var concernsTheSink: Bool {
    switch self {
    case .noSoundDevice, .soundDevice, .badSink, .engine: true
    case .notFound, .notRegularFile, .unreadable, .notAudio, .missingCodec, .damaged, .source: false
    }
  }
}
