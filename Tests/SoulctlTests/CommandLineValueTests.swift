import Bus
import Testing

@testable import soulctl

@Suite struct CommandLineValueTests {
  @Test func `a sign makes a seek relative`() {
    #expect(SeekTarget(argument: "+30") == .relative(30_000_000))
    #expect(SeekTarget(argument: "-1:30") == .relative(-90_000_000))
    #expect(SeekTarget(argument: "1:30") == .absolute(90_000_000))
    #expect(SeekTarget(argument: "30") == .absolute(30_000_000))
    #expect(SeekTarget(argument: "--5") == nil)
    #expect(SeekTarget(argument: "+") == nil)
    #expect(SeekTarget(argument: "") == nil)
  }

  @Test func `volume is absolute or relative, within 100 percent`() {
    #expect(VolumeChange(argument: "80") == .to(80))
    #expect(VolumeChange(argument: "80%") == .to(80))
    #expect(VolumeChange(argument: "+5") == .by(5))
    #expect(VolumeChange(argument: "-5") == .by(-5))
    #expect(VolumeChange(argument: "101") == nil)
    #expect(VolumeChange(argument: "loud") == nil)
    #expect(VolumeChange(argument: "") == nil)
  }

  @Test func `a relative volume stays within its range and on whole percents`() {
    #expect(VolumeChange.by(5).applied(to: 0.98) == 1)
    #expect(VolumeChange.by(-5).applied(to: 0.02) == 0)
    #expect(VolumeChange.by(1).applied(to: 0.499) == 0.51)
    #expect(VolumeChange.to(33).applied(to: 1) == 0.33)
    #expect(VolumeChange.percent(of: .nan) == 0)
  }

  @Test func `entries are numbers from 1 or ranges of them`() {
    #expect(EntryRange(argument: "3")?.numbers == 3...3)
    #expect(EntryRange(argument: "3-7")?.numbers == 3...7)
    for text in ["0", "-3", "7-3", "3-", "a", "", "1-2-3", "99999999999"] {
      #expect(EntryRange(argument: text) == nil, "\(text)")
    }
  }

  @Test func `an operation is named by number or path`() {
    #expect(OperationName(argument: "3")?.path == "/org/soulplayer/operations/3")
    #expect(OperationName(argument: "/org/soulplayer/operations/4")?.path == "/org/soulplayer/operations/4")
    #expect(OperationName(argument: "import") == nil)
    #expect(OperationName(argument: "/bad path") == nil)
  }

  @Test func `a negative number is an operand, and options may follow it`() {
    #expect(NegativeOperand.protected(["seek", "-10", "--json"]) == ["seek", "--json", "--", "-10"])
    #expect(NegativeOperand.protected(["volume", "-5"]) == ["volume", "--", "-5"])
    #expect(NegativeOperand.protected(["seek", "--", "-5"]) == ["seek", "--", "-5"])
    #expect(NegativeOperand.protected(["tracks", "-5"]) == ["tracks", "-5"])
    #expect(NegativeOperand.protected(["seek", "-h"]) == ["seek", "-h"])
  }

  @Test(arguments: [(7, 1, 0), (7, 2, 1), (2, 5, 5), (3, 3, 2), (1, 1, 0), (4, 5, 5)])
  func `a moved entry ends at the number that was asked for`(from: Int, to: Int, predecessor: Int) {
    #expect(QueueMove.predecessor(from: from, to: to) == predecessor)
    var queue = Array(1...9)
    let moved = queue.remove(at: from - 1)
    let place = predecessor == 0 ? 0 : (queue.firstIndex(of: predecessor) ?? -1) + 1
    queue.insert(moved, at: place)
    #expect(queue[to - 1] == from)
  }

  @Test func `a long queue is shown around its current entry`() {
    #expect(QueueList.start(of: QueuePlace(length: 50, current: 40), limit: 100) == 0)
    #expect(QueueList.start(of: QueuePlace(length: 500, current: 3), limit: 100) == 0)
    #expect(QueueList.start(of: QueuePlace(length: 500, current: 250), limit: 100) == 225)
    #expect(QueueList.start(of: QueuePlace(length: 500, current: 499), limit: 100) == 400)
    #expect(QueueList.start(of: QueuePlace(length: 500, current: 500), limit: 100) == 400)
  }
}
