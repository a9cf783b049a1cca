public import HTTP
public import Model

/// Plays stations and files from anywhere on the web, without any credential.
public struct WebRadio: WebStreams {
  private let http: HTTPClient

  public init(http: HTTPClient) {
    self.http = http
  }

  public func stream(
    at url: String, told: @escaping @Sendable (StationInfo) -> Void
  ) -> any ByteSource {
    WebSource(url, http: http, told: told)
  }
}
