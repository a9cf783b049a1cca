/// Why a journey through the real programs could not go on.
enum EndToEndError: Error, CustomStringConvertible {
  case noMusic(path: String)
  case noBinary(path: String)
  case daemonDidNotAppear(ended: Bool, log: String)
  case commandFailed(String, output: String, errors: String)
  case notJSON(String, output: String)
  case endedBefore(String)

  var description: String {
    switch self {
    case .noMusic(let path):
      "\(path) is not there; run scripts/fetch-test-music first, or name the music's folder in SOUL_TEST_MUSIC"
    case .noBinary(let path):
      "\(path) is not there; build it with 'swift build --build-tests'"
    case .daemonDidNotAppear(let ended, let log):
      "soulplayerd \(ended ? "ended before" : "did not get") its name on the bus; it said:\n\(log)"
    case .commandFailed(let command, let output, let errors):
      "\(command) failed: \(errors)\(output)"
    case .notJSON(let command, let output):
      "\(command) printed no JSON: \(output)"
    case .endedBefore(let line):
      "what was watched ended before it said: \(line)"
    }
  }
}
