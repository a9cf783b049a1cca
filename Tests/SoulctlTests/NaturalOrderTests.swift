import Testing

@testable import soulctl

@Suite struct NaturalOrderTests {
  @Test func `numbers by value, case and accents aside`() {
    let inOrder = [
      "", "01 a", "1 b", "2", "10", "10 a", "99999999999999999998", "99999999999999999999", "abba", "Ágætis",
      "beatles", "Ébène", "echo", "E\u{301}chp", "über", "Zappa", "Ärzte 2".replacing("Ä", with: "zz"),
    ]
    #expect(inOrder.reversed().sorted(by: NaturalOrder.areInOrder) == inOrder)
  }

  @Test func `names that differ only in what does not count keep one order`() {
    for (left, right) in [("a", "A"), ("é", "e"), ("01", "1"), ("É", "E\u{301}x")] {
      #expect(
        NaturalOrder.areInOrder(left, right) != NaturalOrder.areInOrder(right, left), "\(left) \(right)")
    }
    #expect(!NaturalOrder.areInOrder("same", "same"))
  }
}
