import Library
import Model

/// A cover that is to be fetched, once for all the tracks that have it.
struct WantedCover {
  let cover: ServerCover
  var tracks: [Track.ID]

  var id: ServerCover.ID { cover.id }
}
