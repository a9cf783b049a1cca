import Dispatch
import Executors

/// One question to several places: the first is asked, the next one too as soon as one fails or stalls, and the first
/// answer counts.
///
/// A place that stalls is not given up: it may still answer before the others do. What it does once another has won
/// is its own affair, which ends by its own time limits; only then is known what was wrong with it.
actor StreamRace<Answer: Sendable> {
  struct Win: Sendable {
    let place: Int
    let answer: Answer
    /// What went wrong before, in order.
    let failures: [(place: Int, error: any Error)]
  }

  nonisolated let executor: DispatchQueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let places: [Int]
  private let limit: DispatchTimeInterval
  private let stallsFail: Bool
  private let question: @Sendable (Int) async throws -> Answer
  /// How many of the places have been asked.
  private var asked = 0
  private var running: [Int: Task<Void, Never>] = [:]
  private var failures: [(place: Int, error: any Error)] = []
  private var deadline: Deadline?
  private var waiting: CheckedContinuation<Win, any Error>?

  /// - Parameters:
  ///   - places: what `question` is called with, in this order; at least one.
  ///   - limit: how long an answer may take before the next place is asked as well.
  ///   - stallsFail: the question has failed once no place answered within the limit; else it waits for what they do.
  init(
    places: [Int], limit: DispatchTimeInterval, stallsFail: Bool,
    executor: DispatchQueueExecutor, question: @escaping @Sendable (Int) async throws -> Answer
  ) {
    self.places = places
    self.limit = limit
    self.stallsFail = stallsFail
    self.executor = executor
    self.question = question
  }

  /// To be called once.
  /// - Throws: `StreamError.stalled`, `CancellationError` as soon as the task is cancelled, or what the place that was
  ///   asked first threw.
  func win() async throws -> Win {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiting = continuation
        askNext()
      }
    } onCancel: {
      executor.queue.async { self.assumeIsolated { $0.giveUp(CancellationError()) } }
    }
  }

  private func askNext() {
    let place = places[asked]
    asked += 1
    let question = question
    running[place] = Task.detached(priority: .userInitiated) {
      do {
        let answer = try await question(place)
        await self.take(answer, from: place)
      } catch {
        await self.take(error, from: place)
      }
    }
    expectAnswer()
  }

  private func expectAnswer() {
    _ = deadline?.cancel()
    deadline = nil
    guard asked < places.count || stallsFail else { return }
    deadline = Deadline(after: limit, queue: executor.queue) { [weak self] in
      self?.assumeIsolated { $0.stalled() }
    }
    deadline?.start()
  }

  private func stalled() {
    guard waiting != nil else { return }
    if asked < places.count {
      askNext()
    } else {
      giveUp(failures.first?.error ?? StreamError.stalled)
    }
  }

  private func take(_ answer: Answer, from place: Int) {
    running[place] = nil
    end(.success(Win(place: place, answer: answer, failures: failures)))
  }

  private func take(_ error: any Error, from place: Int) {
    running[place] = nil
    guard waiting != nil else { return }
    failures.append((place, error))
    if asked < places.count {
      askNext()
    } else if running.isEmpty {
      end(.failure(failures[0].error))
    }
  }

  /// Ends the race without a winner, and what still runs for it.
  private func giveUp(_ error: any Error) {
    for task in running.values { task.cancel() }
    end(.failure(error))
  }

  private func end(_ result: Result<Win, any Error>) {
    _ = deadline?.cancel()
    deadline = nil
    waiting?.resume(with: result)
    waiting = nil
  }
}
