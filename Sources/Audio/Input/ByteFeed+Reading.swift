import CGStreamer
import Glibc
import Model
import Synchronization

extension ByteFeed {
  /// The decoder waits for bytes at the current offset. A push-mode element says how many with −1: any number.
  func needData(_ size: Int) {
    state.withLock { state in
      guard !state.isFlushing else { return }
      state.need = size
      serve(&state)
    }
  }

  /// The decoder reads on elsewhere.
  /// - Returns: false where bytes of the old place are still under way: taken for the new ones they would be noise.
  func seek(to offset: Int64) -> Bool {
    state.withLock { state in
      // Closed: the element is about to stop, and an error would be taken for one of what plays next.
      guard let source = state.source else { return true }
      state.need = nil
      state.isSequential = false
      state.fedAfterStarving = nil
      state.offset = offset
      return gst_app_src_get_current_level_bytes(appSource(source)) == 0
    }
  }

  func flush(_ isFlushing: Bool) {
    let source = state.withLock { state in
      guard let source = state.source else { return Element?.none }
      state.isFlushing = isFlushing
      state.need = nil
      return source
    }
    if isFlushing, let source { letTake(source) }
  }

  /// What was pushed in answer to the decoder is taken by a thread that waits for it and has only to wake up. Flushed
  /// before it does, the bytes would stay, and the next read elsewhere be refused for them.
  private func letTake(_ source: Element) {
    for _ in 0..<Self.wakeTurns where gst_app_src_get_current_level_bytes(appSource(source)) > 0 {
      sched_yield()
    }
  }

  private func serve(_ state: inout State) {
    guard let need = state.need, let source = state.source else { return }
    let left = state.end.map { max(0, $0 - state.offset) } ?? .max
    guard left > 0 else {
      state.need = nil
      gst_app_src_end_of_stream(appSource(source))
      return
    }
    let isAnyNumber = need <= 0 || need == Int(UInt32.max)
    let wanted = Int(min(left, Int64(isAnyNumber ? Self.jumpSize : need)))
    let available = state.blocks.count(from: state.offset, upTo: wanted)
    guard available == wanted || (isAnyNumber && available > 0) else {
      read(at: state.offset + Int64(available), max: max(wanted - available, readSize(state)), &state)
      return
    }
    guard let buffer = gst_buffer_new_allocate(nil, gsize(available), nil) else { return }
    state.blocks.forEachPart(from: state.offset, count: available) { position, part in
      _ = gst_buffer_fill(buffer, gsize(position), part.baseAddress, gsize(part.count))
    }
    buffer.pointee.offset = guint64(state.offset)
    state.need = nil
    state.offset += Int64(available)
    _ = gst_app_src_push_buffer(appSource(source), buffer)
    readAhead(&state)
  }

  /// Keeps one block ahead of the decoder, so that it seldom waits.
  private func readAhead(_ state: inout State) {
    let ahead = state.blocks.count(from: state.offset, upTo: Self.blockSize)
    let next = state.offset + Int64(ahead)
    guard !state.isFlushing, state.reading == nil, ahead < Self.blockSize / 2, next < state.end ?? .max else {
      return
    }
    read(at: next, max: readSize(state), &state)
  }

  private func readSize(_ state: State) -> Int {
    state.isSequential ? Self.blockSize : Self.jumpSize
  }

  private func read(at offset: Int64, max: Int, _ state: inout State) {
    if let reading = state.reading {
      if reading.offset == offset { return }
      reading.task.cancel()
    }
    let size = state.end.map { Int(min(Int64(max), $0 - offset)) } ?? max
    let bytes = bytes
    state.reads += 1
    let number = state.reads
    let task = Task.detached(priority: .userInitiated) { [weak self] in
      do {
        let block = try await bytes.read(at: offset, max: size)
        self?.finish(number, at: offset, .success(block))
      } catch {
        self?.finish(number, at: offset, .failure(error))
      }
    }
    state.reading = (number, offset, task)
  }

  private func finish(_ number: UInt64, at offset: Int64, _ result: Result<[UInt8], any Error>) {
    state.withLock { state in
      // A read that was given up says nothing, however it ended, not even where a newer one reads at the same place.
      guard state.reading?.number == number else { return }
      state.reading = nil
      switch result {
      case .success(let block) where !block.isEmpty:
        state.isSequential = true
        state.blocks.add(block, at: offset)
        feed(&state, block.count)
      case .success:
        if let length, offset < length {
          fail(&state, "the source ended at byte \(offset) of \(length)")
          return
        }
        state.end = offset
        feed(&state, Self.feedSize)
      case .failure(let error):
        fail(&state, String(describing: error))
        return
      }
      if state.need == nil { readAhead(&state) } else { serve(&state) }
    }
  }

  private func feed(_ state: inout State, _ count: Int) {
    guard let fed = state.fedAfterStarving, let source = state.source else { return }
    let isEnough = fed + count >= Self.feedSize || state.blocks.reaches(state.end)
    state.fedAfterStarving = isEnough ? nil : fed + count
    if isEnough { soul_post_number(source.pointer, OwnMessage.fed, 0) }
  }

  /// Only what the decoder waits for can fail: a read ahead is tried again once its bytes are needed.
  private func fail(_ state: inout State, _ reason: String) {
    guard state.need != nil, let source = state.source else { return }
    state.need = nil
    soul_post_read_error(source.pointer, reason)
  }

  private func appSource(_ element: Element) -> UnsafeMutablePointer<GstAppSrc> {
    // The cast holds: `attach` is only called with an appsrc.
    UnsafeMutableRawPointer(element.pointer).assumingMemoryBound(to: GstAppSrc.self)
  }
}
