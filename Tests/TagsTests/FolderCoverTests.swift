import Tags
import Testing

@Suite struct FolderCoverTests {
  @Test func `Cover comes before folder, in any case`() throws {
    let names = [
      "Cover.jpg", "cover.jpeg", "COVER.png", "cover.webp", "Folder.JPG", "folder.png", "folder.webp",
    ]
    let ranks = try names.map { try #require(FolderCover.rank(of: $0)) }
    #expect(ranks == ranks.sorted() && Set(ranks).count == ranks.count)
  }

  @Test(arguments: ["cover", "cover.gif", "mycover.jpg", "cover.jpg.part", ".jpg", "discover.png"])
  func `Other names are no covers`(name: String) {
    #expect(FolderCover.rank(of: name) == nil)
  }
}
