import Foundation
import TestKit
import Testing

@testable import Scan

@Suite(.timeLimit(.minutes(1))) struct FolderWatchTests {
  private let folder: TemporaryFolder
  private let watch: FolderWatch

  init() throws {
    folder = try TemporaryFolder()
    watch = try #require(FolderWatch())
    watch.add(folder.path)
  }

  private func nextChange() async -> FolderChange? {
    for await change in watch.changes { return change }
    return nil
  }

  @Test func aWrittenFileIsToldWithItsFolder() async throws {
    _ = try folder.write([1, 2, 3], to: "a.flac")
    #expect(await nextChange() == .folders([folder.path]))
  }

  @Test func manyChangesAreToldAsOne() async throws {
    for number in 1...50 { _ = try folder.write([1], to: "\(number).mp3") }
    #expect(await nextChange() == .folders([folder.path]))
    _ = try folder.write([1], to: "cover.jpg")
    #expect(await nextChange() == .folders([folder.path]))
  }

  @Test func whatIsNoMusicIsNotTold() async throws {
    _ = try folder.write([1], to: "notes.txt")
    _ = try folder.write([1], to: ".hidden.mp3")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.trash", withIntermediateDirectories: false)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/album", withIntermediateDirectories: false)
    #expect(await nextChange() == .folders([folder.path + "/album"]))
  }

  @Test func aRenamedFolderIsToldUnderBothNames() async throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder.path + "/old", withIntermediateDirectories: false)
    #expect(await nextChange() == .folders([folder.path + "/old"]))
    try files.moveItem(atPath: folder.path + "/old", toPath: folder.path + "/new")
    #expect(await nextChange() == .folders([folder.path + "/old", folder.path + "/new"]))
  }

  @Test func aLinkAndADeletedFileAreTold() async throws {
    let path = try folder.write([1], to: "a.ogg")
    #expect(await nextChange() == .folders([folder.path]))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/b.ogg", withDestinationPath: path)
    #expect(await nextChange() == .folders([folder.path]))
    try FileManager.default.removeItem(atPath: path)
    #expect(await nextChange() == .folders([folder.path]))
  }

  @Test func aLinkToAFolderIsToldWithTheFolderAroundIt() async throws {
    let files = FileManager.default
    let outside = try TemporaryFolder()
    let link = folder.path + "/ext"
    for name in [".hidden", "ext"] {
      try files.createSymbolicLink(
        atPath: folder.path + "/" + name, withDestinationPath: outside.path)
    }
    #expect(await nextChange() == .folders([folder.path]))
    watch.add(link, isLink: true)
    _ = try outside.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([link]))
    try files.moveItem(atPath: link, toPath: folder.path + "/other")
    #expect(await nextChange() == .folders([folder.path]))
    watch.add(folder.path + "/other", isLink: true)
    try files.removeItem(atPath: folder.path + "/other")
    #expect(await nextChange() == .folders([folder.path]))
    // What it led to is watched no more, and a link to nothing that a scan cares for is no matter.
    _ = try outside.write([1], to: "b.flac")
    try files.createSymbolicLink(atPath: link, withDestinationPath: "/dev/null")
    try files.createDirectory(atPath: folder.path + "/album", withIntermediateDirectories: false)
    #expect(await nextChange() == .folders([folder.path + "/album"]))
  }

  @Test func whatALinkLeadsToIsToldWhenItIsBack() async throws {
    let files = FileManager.default
    let (outside, folder) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try outside.write([1], to: "aside/a.flac")
    let link = outside.path + "/ext"
    try files.createSymbolicLink(atPath: outside.path + "/second", withDestinationPath: "music")
    try files.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/first")
    try files.createSymbolicLink(
      atPath: folder.path + "/first", withDestinationPath: outside.path + "/second")
    watch.expect(link)
    try files.moveItem(atPath: outside.path + "/aside", toPath: outside.path + "/music")
    #expect(await nextChange() == .folders([link]))
  }

  @Test func aFolderThatIsNoLongerWatchedIsSilent() async throws {
    let other = try TemporaryFolder()
    watch.add(other.path)
    watch.remove(below: other.path, keeping: [folder.path])
    _ = try other.write([1], to: "a.flac")
    _ = try folder.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([folder.path]))
  }

  @Test func whatAnotherFolderHoldsTooStaysWatched() async throws {
    let inner = folder.path + "/inner"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    #expect(await nextChange() == .folders([inner]))
    watch.add(inner)
    watch.remove(below: inner, keeping: [folder.path])
    _ = try folder.write([1], to: "inner/a.flac")
    #expect(await nextChange() == .folders([inner]))
    watch.remove(below: folder.path, keeping: [inner])
    _ = try folder.write([1], to: "a.flac")
    _ = try folder.write([1], to: "inner/b.flac")
    #expect(await nextChange() == .folders([inner]))
  }

  @Test func aFolderThatWasAwayIsToldWhenItIsBack() async throws {
    let files = FileManager.default
    let away = folder.path + "/disks/usb/music"
    watch.expect(away)
    // Neither what else comes nor an empty place is it.
    try files.createDirectory(atPath: folder.path + "/disks/other", withIntermediateDirectories: true)
    #expect(await nextChange() == .folders([folder.path + "/disks"]))
    try files.createDirectory(atPath: away, withIntermediateDirectories: true)
    // Once this is told, the empty place has been looked at.
    _ = try folder.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([folder.path]))
    try files.createDirectory(atPath: away + "/album", withIntermediateDirectories: false)
    #expect(await nextChange() == .folders([away]))
  }

  @Test func aFolderThatIsMovedBackIsTold() async throws {
    let files = FileManager.default
    let home = try TemporaryFolder()
    let music = home.path + "/music"
    watch.expect(music)
    _ = try home.write([1], to: "elsewhere/a.flac")
    try files.moveItem(atPath: home.path + "/elsewhere", toPath: music)
    #expect(await nextChange() == .folders([music]))
    // It is waited for no longer: what is beside it is no matter.
    try files.moveItem(atPath: music, toPath: home.path + "/elsewhere")
    _ = try folder.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([folder.path]))
  }

  @Test func aFolderInWhichAScanFindsNothingIsNoneThatIsBack() async throws {
    let empty = try TemporaryFolder()
    _ = try empty.write([1], to: ".hidden")
    _ = try empty.write([1], to: "notes.txt")
    watch.expect(empty.path)
    _ = try folder.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([folder.path]))
    _ = try empty.write([1], to: "a.flac")
    #expect(await nextChange() == .folders([empty.path]))
  }
}
