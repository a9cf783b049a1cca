/// Whether a file holds all of the audio that it announces: a copy or a download that broke off has good tags and
/// plays, but ends too soon.
///
/// Only what the format itself tells counts. A file that doesn't tell its length is taken for whole.
enum AudioEnd {
  /// - Returns: what is wrong, for a person; `nil` where nothing is known to be.
  static func defect(of file: borrowing MediaFile, container: Container) throws(TagsError) -> String? {
    let isCutOff =
      switch container {
      case .flac: FLACEnd.isCutOff(head: file.head, tail: file.tail)
      case .mpeg: try MPEGEnd.isCutOff(file)
      case .oggVorbis, .oggOpus, .oggFLAC: OggEnd.isCutOff(tail: file.tail)
      case .mp4: try ChunkEnd.isCutOff(file, layout: .mp4)
      case .wav: try ChunkEnd.isCutOff(file, layout: .wav)
      case .aiff: try ChunkEnd.isCutOff(file, layout: .aiff)
      case .wavPack: WavPackEnd.isCutOff(head: file.head, tail: file.tail)
      }
    return isCutOff ? "the audio is cut off before its end; copy the file again from where it came" : nil
  }
}
