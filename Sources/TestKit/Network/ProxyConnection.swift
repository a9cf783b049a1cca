import Foundation
import Synchronization

/// One client of a faulty proxy, and its connection to the server.
final class ProxyConnection: Sendable {
  private let client: TestSocket
  private let server: TestSocket
  private let faults: ProxyFaults
  private let openWays = Mutex(2)

  init(client: TestSocket, server: TestSocket, faults: ProxyFaults) {
    self.client = client
    self.server = server
    self.faults = faults
  }

  /// Carries bytes both ways, on a thread each.
  /// - Parameter ended: called once, when both ways have ended.
  func start(ended: @escaping @Sendable () -> Void) {
    Thread.detachNewThread {
      self.carryRequests()
      self.endWay(ended)
    }
    Thread.detachNewThread {
      self.carryAnswers()
      self.endWay(ended)
    }
  }

  func reset() {
    client.reset()
    client.shutDown()
    server.shutDown()
  }

  private func endWay(_ ended: () -> Void) {
    let isLast = openWays.withLock { count in
      count -= 1
      return count == 0
    }
    if isLast { ended() }
  }

  private func carryRequests() {
    while true {
      let bytes = client.receive()
      guard !bytes.isEmpty, server.send(bytes) else { break }
    }
    server.shutDown()
  }

  private func carryAnswers() {
    while true {
      let bytes = server.receive()
      guard !bytes.isEmpty else { break }
      let verdict = faults.verdict(on: bytes.count)
      let isSent = client.send(bytes.prefix(verdict.count))
      if isSent { faults.count(verdict.count) }
      if let breakOff = verdict.breakOff {
        if breakOff.isAbrupt { client.reset() }
        break
      }
      guard isSent else { break }
    }
    client.shutDown()
    server.shutDown()
  }
}
