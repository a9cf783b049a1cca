/// One thing that a faulty server does in an answer.
public enum ReplyStep: Sendable {
  /// Sends these bytes as they stand, right or wrong.
  case send([UInt8])
  /// Sends these bytes so many times, without keeping them all in memory.
  case sendRepeatedly([UInt8], Int)
  /// Goes on once the gate is open.
  case pass(TestGate)
  /// Goes on once the client has closed the connection.
  case awaitHangUp
  /// Closes the connection in good order.
  case close
  /// Tears the connection down (RST).
  case reset
}
