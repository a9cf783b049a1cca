import Audio
import Model

/// The check of a file that a client names, before it gets into the queue.
enum PlayableFile {
  /// - Throws: `PlaybackError.notFound`, `.notPlayable` and `.unknownFormat`.
  static func check(_ path: String) throws(PlaybackError) {
    do throws(AudioError) {
      _ = try MediaInput.checkedFile(path: path)
    } catch .notFound {
      throw .notFound(path)
    } catch {
      throw .notPlayable(error)
    }
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), AudioFormat(fileExtension: name[dot...].dropFirst()) != nil
    else {
      throw .unknownFormat(path: path)
    }
  }
}
