/// Why something is not heard. Each `message` names the thing, the place and what to do.
public enum AudioError: Error, Hashable, Sendable {
  /// There is no such file.
  case notFound(file: String)
  /// A folder, a pipe, a device or a file of the kernel: opening one could block for ever.
  case notRegularFile(file: String)
  /// The file is there and cannot be read.
  case unreadable(file: String, reason: String)
  /// Nothing in it that could be heard.
  case notAudio(name: String)
  /// No installed plugin decodes this format.
  case missingCodec(codec: String, name: String)
  /// The format is known, the content is broken.
  case damaged(name: String, reason: String)
  /// The `ByteSource` threw, or gave what it should not.
  case source(name: String, reason: String)
  /// The machine has no sound device, or no sound server answers.
  case noSoundDevice
  /// The sound device failed: busy, unplugged, refused.
  case soundDevice(reason: String)
  /// The configured sink cannot be made.
  case badSink(description: String, reason: String)
  /// GStreamer itself lacks something.
  case engine(reason: String)

  /// One or two sentences for a person.
  public var message: String {
    switch self {
    case .notFound(let file):
      "There is no file \(file). Check the path, or scan the library again."
    case .notRegularFile(let file):
      "\(file) is not a regular file. Only files can be played, not folders, pipes or devices."
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason). Check its permissions and its disk."
    case .notAudio(let name):
      "\(name) holds no audio that could be recognised. Remove it, or convert it to a usual format."
    case .missingCodec(let codec, let name):
      "\(name) needs a decoder that is not installed: \(codec). Install the GStreamer plugins good, bad and libav."
    case .damaged(let name, let reason):
      "\(name) cannot be decoded: \(reason). The file is probably damaged: fetch it again."
    case .source(let name, let reason):
      "\(name) cannot be fetched: \(reason)"
    case .noSoundDevice:
      "There is no sound device. Check that PipeWire or PulseAudio runs and that a device is connected, or set the sink."
    case .soundDevice(let reason):
      "The sound device failed: \(reason). Check that it is connected and not in use by another program."
    case .badSink(let description, let reason):
      "The sink “\(description)” cannot be used: \(reason). Correct the setting audio.sink."
    case .engine(let reason):
      "GStreamer cannot play: \(reason). Install GStreamer and its plugins base and good."
    }
  }
}

extension AudioError: CustomStringConvertible {
  public var description: String { message }
}
