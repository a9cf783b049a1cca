import Model
import Testing

@testable import Playback

@Suite struct FileTagsTests {
  private func tags(_ title: String) -> TrackTags {
    var tags = TrackTags()
    tags.title = title
    return tags
  }

  @Test func aLongQueueIsGoneThroughOnceNotForEachFile() {
    let first = Set((0..<1_000).map { "/first/\($0)" })
    let second = Set((0..<1_000).map { "/second/\($0)" })
    var table = FileTags()
    var passes = 0
    for path in first {
      table.expect(path, room: first.count) {
        passes += 1
        return first
      }
      let isHeld = table.learn(tags(path), of: path)
      #expect(isHeld)
    }
    #expect(passes == 0)
    for path in second {
      table.expect(path, room: second.count) {
        passes += 1
        return second
      }
      let isHeld = table.learn(tags(path), of: path)
      #expect(isHeld)
    }
    #expect(passes == 1)
    #expect(second.allSatisfy { table[$0]?.title == $0 })
    #expect(first.allSatisfy { table[$0] == nil })
  }

  @Test func tagsThatComeTooLateAreNotKept() {
    var table = FileTags()
    table.expect("/old", room: 1) { ["/old"] }
    table.expect("/new", room: 1) { ["/new"] }
    let isHeld = table.learn(tags("Old"), of: "/old")
    #expect(!isHeld)
    #expect(table["/old"] == nil)
    #expect(table["/new"]?.title == nil)
  }
}
