import Model

/// One server that a rendition's bytes can be had from.
struct StreamPlace: Sendable {
  let source: Source.ID
  let bytes: any ByteSource
}
