// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the customer journey.
    static let journeyMeasures = """
          visibility_reached: { fold: distinct person, of: stage_reached, where: stage = visibility }
          contact_reached: { fold: distinct person, of: stage_reached, where: stage = contact }
          experience_reached: { fold: distinct person, of: stage_reached, where: stage = experience }
          trust_reached: { fold: distinct person, of: stage_reached, where: stage = trust }
          visibility_entered: { fold: count, of: stage_entered, where: stage = visibility }
          contact_entered: { fold: count, of: stage_entered, where: stage = contact }
          experience_entered: { fold: count, of: stage_entered, where: stage = experience }
          visibility_advanced: { fold: count, of: stage_advanced, where: stage = visibility and to = contact }
          contact_advanced: { fold: count, of: stage_advanced, where: stage = contact and to = experience }
          experience_advanced: { fold: count, of: stage_advanced, where: stage = experience and to = trust }

        """

    /// KPIs of the customer journey.
    static let journeyKPIs = """
          - id: journey.visibility
            definition: actor@1
            title: "Different persons who reached the stage of visibility"
            source: "Stages of the customer journey, by the table of channels and types or by \
        the event"
            unit: count
            better: higher
            basis: flow
            formula: visibility_reached
          - id: journey.contact
            definition: actor@1
            title: "Different persons who reached the stage of contact"
            source: "Stages of the customer journey, by the table of channels and types or by \
        the event"
            unit: count
            better: higher
            basis: flow
            formula: contact_reached
          - id: journey.experience
            definition: actor@1
            title: "Different persons who reached the stage of experience"
            source: "Stages of the customer journey, by the table of channels and types or by \
        the event"
            unit: count
            better: higher
            basis: flow
            formula: experience_reached
          - id: journey.trust
            definition: actor@1
            title: "Different persons who reached the stage of trust"
            source: "Stages of the customer journey, by the table of channels and types or by \
        the event"
            unit: count
            better: higher
            basis: flow
            formula: trust_reached
          - id: journey.visibility_to_contact
            definition: sequential_7d@1
            title: "Share of the persons who entered the stage of visibility in the window and \
        reached that of contact within seven days"
            source: "Plausible: sequential funnels; after trust a new cycle may begin"
            unit: ratio
            better: higher
            basis: cohort
            formula: visibility_advanced / visibility_entered
            settle: 7d
            open: visibility_entered - visibility_advanced
            open_moves: numerator_up
            look_back: 7d
          - id: journey.contact_to_experience
            definition: sequential_7d@1
            title: "Share of the persons who entered the stage of contact in the window and \
        reached that of experience within seven days"
            source: "Plausible: sequential funnels; after trust a new cycle may begin"
            unit: ratio
            better: higher
            basis: cohort
            formula: contact_advanced / contact_entered
            settle: 7d
            open: contact_entered - contact_advanced
            open_moves: numerator_up
            look_back: 7d
          - id: journey.experience_to_trust
            definition: sequential_7d@1
            title: "Share of the persons who entered the stage of experience in the window and \
        reached that of trust within seven days"
            source: "Plausible: sequential funnels; after trust a new cycle may begin"
            unit: ratio
            better: higher
            basis: cohort
            formula: experience_advanced / experience_entered
            settle: 7d
            open: experience_entered - experience_advanced
            open_moves: numerator_up
            look_back: 7d

        """
}
