import Tags
import Testing

@Suite struct FolderCoverTests {
  @Test(arguments: [
    (["a.flac", "Folder.JPG", "COVER.png"], "COVER.png"),
    (["folder.webp", "folder.png"], "folder.png"),
    (["cover.png", "cover.jpeg", "Cover.jpg"], "Cover.jpg"),
  ])
  func `Cover comes before folder, in any case`(listing: [String], expected: String) {
    #expect(FolderCover.find(in: listing) == expected)
  }

  @Test(arguments: ["cover", "cover.gif", "mycover.jpg", "cover.jpg.part", ".jpg", "discover.png"])
  func `Other names are no covers`(name: String) {
    #expect(FolderCover.find(in: [name]) == nil)
  }
}
