import Library
import Model

/// In which order what a walk has found is read and written.
///
/// A rename is a path that is gone and a new one with the same content, handed to the library together. So what
/// is gone goes first, with the new files of the same sizes; all else follows.
struct ScanPlan {
  struct Step {
    var vanished: [String] = []
    var files: [FoundFile] = []
  }

  /// Files a step at most, roughly, each one transaction: a larger one rewrites fewer pages of the library's indexes.
  static let stepLength = 1_024
  /// Files of the first step: somebody is waiting for the first tracks. Each step after it has twice as many.
  private static let firstStepLength = 64

  let steps: [Step]

  init(vanished: [(path: String, size: Int64)], found: [FoundFile]) {
    let vanishedBySize = Dictionary(grouping: vanished, by: \.size)
    var candidates: [FoundFile] = []
    var others: [FoundFile] = []
    for file in found {
      if vanishedBySize[file.stamp.size] != nil { candidates.append(file) } else { others.append(file) }
    }
    let candidatesBySize = Dictionary(grouping: candidates, by: \.stamp.size)
    var steps: [Step] = []
    var step = Step()
    for (size, gone) in vanishedBySize.sorted(by: { $0.key < $1.key }) {
      step.vanished += gone.map(\.path)
      step.files += candidatesBySize[size] ?? []
      if step.files.count + step.vanished.count >= Self.stepLength {
        steps.append(step)
        step = Step()
      }
    }
    if !step.vanished.isEmpty { steps.append(step) }
    var length = Self.firstStepLength
    var rest = others[...]
    while !rest.isEmpty {
      steps.append(Step(files: Array(rest.prefix(length))))
      rest = rest.dropFirst(length)
      length = min(length * 2, Self.stepLength)
    }
    self.steps = steps
  }
}
