// SPDX-License-Identifier: Apache-2.0

/// Stored state as the definitions of now read it.
struct CarriedState {
    /// The state in the order of the definitions.
    let image: StateImage
    /// What of them counts only from some time on.
    let freshness: Freshness
    /// What became of state of other definitions; nil: they are the same.
    let report: CarryReport?

    /// Carries state over to definitions; of the same ones, it stays as it is.
    ///
    /// - Parameters:
    ///   - image: the state.
    ///   - plan: what is counted from now on.
    /// - Throws: `.otherDefinitions` where the state does not say what it means.
    init(_ image: StateImage, to plan: StoredPlan) throws(StateError) {
        guard let stored = try StoredPlan.read(from: image) else {
            throw StateError(
                .otherDefinitions,
                "the state is of a version that does not say what it counts"
            )
        }
        if stored.0 == plan {
            (self.image, freshness, report) = (image, stored.1, nil)
            return
        }
        let carrying = try StateCarrying(image, from: (stored.0, stored.1), to: plan)
        self.image = carrying.image
        freshness = carrying.freshness
        report = CarryReport(kept: carrying.keptCount, freshKPIs: carrying.freshKPIs)
    }
}
