import Audio
import Foundation
import Keyring
import Library
import Model
import Scan

/// Whether the daemon could do its work here: what `soulplayerd --check` tells. It needs no bus and changes nothing.
public struct HealthCheck {
  private let directories: Directories
  private let configurationFile: String?

  /// - Parameter configurationFile: the one that was named; `nil`: the usual one, if it is there.
  public init(directories: Directories, configurationFile: String?) {
    self.directories = directories
    self.configurationFile = configurationFile
  }

  /// All findings, in the order in which the daemon would meet them.
  public func findings() -> [Finding] {
    let (configuration, configurationFinding) = checkConfiguration()
    let (inspection, libraryFinding) = checkLibrary()
    let known = inspection?.folders.map(\.path) ?? []
    let folders = known + (configuration?.folders ?? [])
    return [configurationFinding] + checkDirectories() + [libraryFinding]
      + Set(folders).sorted().map { checkFolder($0, isInLibrary: known.contains($0)) } + checkWatches(folders)
      + checkPlugins() + [
        checkSink(configuration?.audio.sink), checkTokens(),
      ]
  }

  /// - Returns: no configuration where it can't be read.
  private func checkConfiguration() -> (Configuration?, Finding) {
    let name = "configuration"
    let file = configurationFile ?? directories.configurationFile
    do throws(ConfigurationError) {
      let configuration = try ConfigurationReader.read(file, mustExist: configurationFile != nil)
      let isThere = FileManager.default.fileExists(atPath: file)
      return (
        configuration, Finding(name, .ok, isThere ? "\(file) is fine." : "There is no \(file): all defaults.")
      )
    } catch {
      return (
        nil, Finding(name, .error, error.description, advice: "Correct it, or move the file away.")
      )
    }
  }

  private func checkDirectories() -> [Finding] {
    [directories.data, directories.cache].map { path in
      let parent = Self.nearestExisting(path)
      guard access(parent, R_OK | W_OK | X_OK) == 0 else {
        return Finding(
          "directory", .error, "\(parent) can't be written.",
          advice: "Give yourself the permission: chmod u+rwx \(ShellWord.quoted(parent))")
      }
      guard parent == path, let mode = Self.mode(of: path), mode & 0o077 != 0 else {
        return Finding("directory", .ok, "\(path) can be written.")
      }
      return Finding(
        "directory", .warning, "\(path) can be read by other users.",
        advice: "Run: chmod 700 \(ShellWord.quoted(path))")
    }
  }

  private func checkLibrary() -> (LibraryInspection?, Finding) {
    let name = "library"
    do throws(LibraryError) {
      guard let inspection = try LibraryInspection.inspect(directories.libraryFile) else {
        return (
          nil,
          Finding(name, .warning, "There is no library yet.", advice: "Run: soulctl import ~/Music")
        )
      }
      let totals = inspection.totals
      return (
        inspection,
        Finding(
          name, .ok,
          "\(directories.libraryFile) is whole: \(totals.tracks) tracks, \(totals.available) available.")
      )
    } catch {
      return (nil, Finding(name, .error, error.message, advice: advice(on: error)))
    }
  }

  private func advice(on error: LibraryError) -> String {
    switch error {
    case .newer:
      "Update Soul Player."
    case .damaged:
      "Restore a copy, or move the file away and import again."
    case .locked:
      "Close the program that holds it."
    case .storageFull:
      "Free some space."
    case .notOpenable, .readOnly, .failed, .conflict, .notFound, .cancelled:
      "See that the file and its folder are yours and can be read: ls -la \(ShellWord.quoted(directories.data))"
    }
  }

  /// - Parameter isInLibrary: else only the configuration names it.
  private func checkFolder(_ path: String, isInLibrary: Bool) -> Finding {
    let name = "folder"
    if let obstacle = FolderObstacle.above(path) {
      return Finding(
        name, .error, "\(path) can't be reached: you may not enter \(obstacle.path).", advice: obstacle.advice
      )
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue
    else {
      guard isInLibrary else {
        let file = configurationFile ?? directories.configurationFile
        return Finding(
          name, .warning, "\(path) is not there.",
          advice: "Mount its disk, or take it out of [library] folders in \(file).")
      }
      return Finding(
        name, .warning, "\(path) is not there: its tracks can't be played now.",
        advice: "Mount its disk, or run: soulctl folder remove \(ShellWord.quoted(path))")
    }
    guard access(path, R_OK | X_OK) == 0 else {
      return Finding(
        name, .error, "\(path) can't be read.", advice: "Run: chmod u+rx \(ShellWord.quoted(path))")
    }
    return Finding(name, .ok, "\(path) can be read.")
  }

  private func checkWatches(_ folders: [String]) -> [Finding] {
    guard !folders.isEmpty, let watches = WatchLimit.of(folders) else { return [] }
    let name = "watch"
    guard FolderWatch() != nil else {
      return [
        Finding(
          name, .warning,
          "The system lets no more programs watch folders: with a daemon that starts now, changes show after its next "
            + "start only.",
          advice: "End programs that watch files, or raise fs.inotify.max_user_instances (sysctl).")
      ]
    }
    guard watches.directories < watches.limit else {
      return [
        Finding(
          name, .warning,
          "The system watches \(watches.limit) folders and the library has \(watches.directories): changes in some "
            + "show after the next start only.",
          advice: "Run: sudo sysctl \(watches.setting)=\(watches.directories * 2)")
      ]
    }
    return [
      Finding(
        name, .ok, "\(watches.directories) of \(watches.limit) possible folders are watched for changes.")
    ]
  }

  private func checkPlugins() -> [Finding] {
    let name = "format"
    do throws(AudioError) {
      return try PluginDiagnosis.all().map { diagnosis in
        let format = diagnosis.format.rawValue
        guard !diagnosis.missing.isEmpty else { return Finding(name, .ok, "\(format) can be played.") }
        return Finding(
          name, .warning,
          "\(format) can't be played: nothing here takes \(diagnosis.missing.joined(separator: " and ")).",
          advice: "Install GStreamer's plugins \(diagnosis.plugins.joined(separator: " and ")) (Debian: "
            + diagnosis.plugins.map { $0 == "libav" ? "gstreamer1.0-libav" : "gstreamer1.0-plugins-\($0)" }
            .joined(separator: ", ") + ").")
      }
    } catch {
      return [
        Finding(name, .error, error.message, advice: "Install GStreamer and its plugins base and good.")
      ]
    }
  }

  /// - Parameter sink: `nil` where the configuration does not tell: a person's sound is not judged by another sink.
  private func checkSink(_ sink: String?) -> Finding {
    let name = "sound"
    guard let sink else {
      return Finding(
        name, .warning, "The sink was not looked at: the configuration can't be read.",
        advice: "Correct the configuration first.")
    }
    do throws(AudioError) {
      try SinkDiagnosis.check(sink)
      return Finding(name, .ok, "The sink “\(sink)” opens.")
    } catch {
      return Finding(
        name, .error, error.message,
        advice:
          "Another sink is set as [audio] sink in \(configurationFile ?? directories.configurationFile).")
    }
  }

  private func checkTokens() -> Finding {
    let name = "tokens"
    do throws(KeyringError) {
      try KeyringStore.checkLibrary()
      return Finding(name, .ok, "A keyring can be asked for the tokens of servers.")
    } catch {
      return Finding(
        name, .warning, error.message,
        advice: "Install libsecret (Debian: libsecret-1-0), if you have music on servers.")
    }
  }

  private static func nearestExisting(_ path: String) -> String {
    var path = path
    while path != "/", !FileManager.default.fileExists(atPath: path) {
      path = (path as NSString).deletingLastPathComponent
    }
    return path
  }

  private static func mode(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }
}
