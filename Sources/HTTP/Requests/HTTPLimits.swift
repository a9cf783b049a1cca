/// How long a request may take and how much may come back. A server that keeps none of these is given up.
public struct HTTPLimits: Hashable, Sendable {
  /// Until there is a connection: name, TCP and TLS together.
  public var connect: Duration
  /// From the start of the request until the head of the answer is there, `connect` included.
  public var response: Duration
  /// For the request as a whole, redirects included; `nil` without limit.
  public var whole: Duration?
  /// The least that has to come of a body; `nil` without limit. What nobody takes off a stream counts as come.
  public var lowSpeed: HTTPLowSpeed?
  /// Bytes of a body after decompression; `nil` without limit, which only `open` should have.
  public var maximumBody: Int?
  /// Bytes of all heads of one answer together.
  public var maximumHead: Int

  public init(
    connect: Duration = .seconds(5), response: Duration = .seconds(15), whole: Duration? = nil,
    lowSpeed: HTTPLowSpeed? = HTTPLowSpeed(), maximumBody: Int? = 16 << 20, maximumHead: Int = 64 << 10
  ) {
    self.connect = connect
    self.response = response
    self.whole = whole
    self.lowSpeed = lowSpeed
    self.maximumBody = maximumBody
    self.maximumHead = maximumHead
  }

  /// For a body that is read as it comes: neither its length nor its time has an end.
  public static let stream = HTTPLimits(maximumBody: nil)
}
