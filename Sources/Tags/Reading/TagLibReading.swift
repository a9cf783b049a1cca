import CTagLib
import Glibc

/// The handle of one reading by TagLib, and all that is known of its C side.
struct TagLibReading: ~Copyable {
  private let handle: OpaquePointer

  init(of file: borrowing MediaFile, container: Container) throws(TagsError) {
    var status = soul_tag_status.SOUL_TAG_OK
    let created = file.edges.withUnsafeBufferPointer { edges in
      // Both parts lie within `edges`, and the call keeps neither pointer.
      let edge = min(edges.count, MediaFile.edgeLength)
      var input = soul_tag_input(
        descriptor: file.descriptor, size: file.size, head: edges.baseAddress, head_size: edge,
        tail: edges.baseAddress.map { $0 + (edges.count - edge) }, tail_size: edge)
      return soul_tag_reading_create(&input, container.reader, &status)
    }
    guard let created else { throw Self.error(status, file.path, container) }
    handle = created
  }

  deinit {
    soul_tag_reading_free(handle)
  }

  /// The audio's properties; 0 is what the file does not tell.
  var audio: soul_tag_audio { soul_tag_reading_audio(handle) }

  var tellsAudio: Bool { audio.sample_rate > 0 }

  func values() -> [(field: soul_tag_field, text: String)] {
    (0..<soul_tag_reading_value_count(handle)).compactMap { index in
      let value = soul_tag_reading_value(handle, index)
      // The bytes live as long as the handle, and `cleaned` copies them.
      let bytes = UnsafeBufferPointer(start: value.text.bytes, count: value.text.size)
      return TagText.cleaned(bytes).map { (value.field, $0) }
    }
  }

  /// The front cover where there is one, else the first other picture; file icons last.
  func cover() -> CoverImage? {
    let pictures = (0..<soul_tag_reading_picture_count(handle))
      .map { soul_tag_reading_picture(handle, $0) }
      .filter { $0.data.size <= CoverImage.maximumSize }
    for rank in 0...2 {
      for picture in pictures where Self.rank(ofPictureType: picture.type) == rank {
        // The bytes live as long as the handle, and the array copies them.
        let bytes = UnsafeBufferPointer(start: picture.data.bytes, count: picture.data.size)
        if let cover = CoverImage(bytes: Array(bytes)) { return cover }
      }
    }
    return nil
  }

  private static func rank(ofPictureType type: Int32) -> Int {
    switch type {
    case 3: 0
    case 1, 2: 2
    default: 1
    }
  }

  private static func error(_ status: soul_tag_status, _ path: String, _ container: Container) -> TagsError {
    switch status {
    case .SOUL_TAG_OK, .SOUL_TAG_INVALID:
      .damaged(path: path, reason: "the \(container.name) data is cut off or damaged")
    case .SOUL_TAG_ABSURD:
      .damaged(
        path: path,
        reason: "the \(container.name) structure is damaged: it declares more than a file can hold")
    case .SOUL_TAG_UNREADABLE:
      TagsError(errno: errno, path: path)
    case .SOUL_TAG_OUT_OF_MEMORY:
      .unreadable(path: path, reason: "its tags need more memory than there is")
    }
  }
}

extension Container {
  fileprivate var reader: soul_tag_container {
    switch self {
    case .flac: .SOUL_TAG_FLAC
    case .mpeg: .SOUL_TAG_MPEG
    case .oggVorbis: .SOUL_TAG_OGG_VORBIS
    case .oggOpus: .SOUL_TAG_OGG_OPUS
    case .oggFLAC: .SOUL_TAG_OGG_FLAC
    case .mp4: .SOUL_TAG_MP4
    case .wav: .SOUL_TAG_WAV
    case .aiff: .SOUL_TAG_AIFF
    case .wavPack: .SOUL_TAG_WAVPACK
    }
  }
}
