// SPDX-License-Identifier: Apache-2.0

/// What is to happen, the earliest first: a binary heap of bounded size.
///
/// Complexity: O(log n) to add and to take. The order of equal times depends only on what was added
/// and taken before.
struct Agenda {
    /// How many appointments it holds at most.
    let capacity: Int
    private var heap: [Appointment] = []

    init(capacity: Int) { self.capacity = capacity }

    /// How many appointments there are.
    var count: Int { heap.count }

    /// Adds an appointment, or says that there is no room.
    mutating func add(_ appointment: Appointment) -> Bool {
        if heap.count == capacity { return false }
        var place = heap.count
        heap.append(appointment)
        while place > 0 {
            let parent = (place - 1) / 2
            if heap[parent].time <= appointment.time { break }
            heap[place] = heap[parent]
            place = parent
        }
        heap[place] = appointment
        return true
    }

    /// Takes the earliest appointment out.
    ///
    /// - Precondition: there is one.
    mutating func next() -> Appointment {
        let first = heap[0]
        let last = heap.removeLast()
        if !heap.isEmpty { sift(last) }
        return first
    }

    /// Puts an appointment in at the top and lets it sink to its place.
    private mutating func sift(_ appointment: Appointment) {
        var place = 0
        while true {
            var child = 2 * place + 1
            if child >= heap.count { break }
            if child + 1 < heap.count, heap[child + 1].time < heap[child].time { child += 1 }
            if appointment.time <= heap[child].time { break }
            heap[place] = heap[child]
            place = child
        }
        heap[place] = appointment
    }
}
