import Foundation
import Synchronization

/// One client of a faulty server.
final class ServerConnection: Sendable {
  private struct State {
    var isStopped = false
    var gate: TestGate?
  }

  private let socket: TestSocket
  private let number: Int
  private let state = Mutex(State())

  init(_ socket: TestSocket, number: Int) {
    self.socket = socket
    self.number = number
  }

  /// Answers until one side ends the connection.
  /// - Parameter answer: `nil` ends it.
  func serve(_ answer: (ReceivedRequest) -> ScriptedReply?) {
    var pending: [UInt8] = []
    while let request = readRequest(&pending), let reply = answer(request) {
      for step in reply.steps {
        guard perform(step) else { return }
      }
    }
  }

  /// Ends the connection, wherever its thread is.
  func stop() {
    socket.shutDown()
    let gate = state.withLock { state in
      state.isStopped = true
      return state.gate
    }
    gate?.open()
  }

  /// - Returns: whether the connection goes on.
  private func perform(_ step: ReplyStep) -> Bool {
    switch step {
    case .send(let bytes): return socket.send(bytes)
    case .sendRepeatedly(let bytes, let count):
      return (0..<count).allSatisfy { _ in socket.send(bytes) }
    case .pass(let gate):
      let isStopped = state.withLock { state in
        state.gate = gate
        return state.isStopped
      }
      if !isStopped { gate.pass() }
      return state.withLock { state in
        state.gate = nil
        return !state.isStopped
      }
    case .awaitHangUp:
      while !socket.receive().isEmpty {}
      return false
    case .close: return false
    case .reset:
      socket.reset()
      return false
    }
  }

  /// - Parameter pending: what was read and belongs to the next request.
  /// - Returns: `nil` at the connection's end.
  private func readRequest(_ pending: inout [UInt8]) -> ReceivedRequest? {
    let separator = Array("\r\n\r\n".utf8)
    while true {
      if let end = pending.firstRange(of: separator) {
        let head = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines.first?.split(separator: " ") ?? []
        let headers = lines.dropFirst().map { line in
          let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
          return (name: parts.first ?? "", value: parts.count > 1 ? parts[1] : "")
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        while pending.count - end.upperBound < length {
          let more = socket.receive()
          guard !more.isEmpty else { return nil }
          pending += more
        }
        let body = Array(pending[end.upperBound..<(end.upperBound + length)])
        pending.removeFirst(end.upperBound + length)
        return ReceivedRequest(
          method: words.first.map(String.init) ?? "", target: words.count > 1 ? String(words[1]) : "",
          headers: headers, body: body, connection: number, head: head)
      }
      let more = socket.receive()
      guard !more.isEmpty else { return nil }
      pending += more
    }
  }
}
