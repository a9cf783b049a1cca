import Library

/// In which order what a walk has found is read and written.
///
/// A rename is a path that is gone and a new one with the same content, handed to the library together. So what
/// is gone goes first, with the new files of the same sizes; all else follows.
struct ScanPlan {
  struct Step {
    var vanished: [String] = []
    var files: [FoundFile] = []
  }

  /// Files a step, roughly: one transaction, one report of progress.
  static let stepLength = 256

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
    for start in stride(from: 0, to: others.count, by: Self.stepLength) {
      steps.append(Step(files: Array(others[start..<min(start + Self.stepLength, others.count)])))
    }
    self.steps = steps
  }
}
