import Model
import Testing

@Suite struct SortKeyTests {
  @Test(arguments: [
    ["ABBA", "Die Ärzte", "The Beatles", "beirut", "Björk", "Zappa"],
    ["Vol. 1", "Vol. 2", "Vol. 9", "Vol. 10", "Vol. 100"],
    ["24 Hours", "1999", "A Day", "Day 2", "The Day 10"],
  ])
  func sortsAsPeopleSort(names: [String]) {
    let sorted = names.reversed().sorted {
      SortKey.of($0).utf8.lexicographicallyPrecedes(SortKey.of($1).utf8)
    }
    #expect(sorted == names)
  }

  @Test func articlesCaseAccentsAndPunctuationDoNotCount() {
    #expect(SortKey.of("The Beatles") == SortKey.of("BEATLES"))
    #expect(SortKey.of("Beyoncé") == SortKey.of("beyonce"))
    #expect(SortKey.of("...And Justice") == SortKey.of("and justice"))
    #expect(SortKey.of("007") == SortKey.of("7"))
  }

  @Test func aNameOfNothingButAnArticleKeepsIt() {
    #expect(SortKey.of("The The") == "the")
    #expect(SortKey.of("A") == "a")
    #expect(SortKey.of("!!!") == "!!!")
    #expect(SortKey.of("") == "")
  }

  @Test func anAbsurdNameHasABoundedKey() {
    #expect(SortKey.of(String(repeating: "9", count: 100_000)).utf8.count < 1_000)
  }
}
