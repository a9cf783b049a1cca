import CTagLib
import Model

extension TrackTags {
  /// - Parameter values: clean, in the file's order.
  init(_ values: [(field: soul_tag_field, text: String)]) {
    self.init()
    func all(_ field: soul_tag_field) -> [String] {
      var texts: [String] = []
      for value in values where value.field == field && !texts.contains(value.text) {
        texts.append(value.text)
      }
      return texts
    }
    func first<Value>(_ field: soul_tag_field, _ parse: (String) -> Value?) -> Value? {
      for value in values where value.field == field {
        if let parsed = parse(value.text) { return parsed }
      }
      return nil
    }
    func either(_ lists: soul_tag_field...) -> [String] {
      lists.lazy.map(all).first { !$0.isEmpty } ?? []
    }
    title = first(.SOUL_TAG_TITLE) { $0 }
    artists = either(.SOUL_TAG_ARTISTS, .SOUL_TAG_ARTIST)
    albumArtists = either(.SOUL_TAG_ALBUM_ARTISTS, .SOUL_TAG_ALBUM_ARTIST)
    album = first(.SOUL_TAG_ALBUM) { $0 }
    let track = first(.SOUL_TAG_TRACK_NUMBER) { TagNumber.position($0) }
    trackNumber = track?.number
    trackTotal = first(.SOUL_TAG_TRACK_TOTAL) { TagNumber.position($0).number } ?? track?.total
    let disc = first(.SOUL_TAG_DISC_NUMBER) { TagNumber.position($0) }
    discNumber = disc?.number
    discTotal = first(.SOUL_TAG_DISC_TOTAL) { TagNumber.position($0).number } ?? disc?.total
    year = first(.SOUL_TAG_DATE, TagNumber.year)
    genres = all(.SOUL_TAG_GENRE)
    composers = all(.SOUL_TAG_COMPOSER)
    isCompilation = first(.SOUL_TAG_COMPILATION) { $0 }.map(Self.isTrue) ?? false
    musicBrainzRecordingID = first(.SOUL_TAG_MUSICBRAINZ_RECORDING_ID, MusicBrainzID.normalised)
    musicBrainzAlbumID = first(.SOUL_TAG_MUSICBRAINZ_ALBUM_ID, MusicBrainzID.normalised)
    replayGain = ReplayGain(
      trackGain: first(.SOUL_TAG_REPLAYGAIN_TRACK_GAIN, TagNumber.decibels)
        ?? first(.SOUL_TAG_R128_TRACK_GAIN, TagNumber.r128),
      trackPeak: first(.SOUL_TAG_REPLAYGAIN_TRACK_PEAK, TagNumber.peak),
      albumGain: first(.SOUL_TAG_REPLAYGAIN_ALBUM_GAIN, TagNumber.decibels)
        ?? first(.SOUL_TAG_R128_ALBUM_GAIN, TagNumber.r128),
      albumPeak: first(.SOUL_TAG_REPLAYGAIN_ALBUM_PEAK, TagNumber.peak))
  }

  mutating func setAudio(_ audio: soul_tag_audio) {
    func known(_ value: Int32) -> Int? { value > 0 ? Int(value) : nil }
    duration =
      audio.duration_microseconds > 0 ? MediaTime(microseconds: audio.duration_microseconds) : nil
    bitrate = known(audio.bitrate)
    sampleRate = known(audio.sample_rate)
    channels = known(audio.channels)
  }

  private static func isTrue(_ text: String) -> Bool {
    ["1", "true", "yes"].contains(text.lowercased())
  }
}
