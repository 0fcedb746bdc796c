// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of leads, orders and spend.
    static let businessMeasures = """
          lead_events: { fold: count, of: event.lead }
          lead_persons: { fold: distinct person, of: event.lead }
          order_events: { fold: count, of: event.order }
          orders_with_value: { fold: count, of: event.order, where: has value }
          revenue: { fold: sum value, of: event.order }
          cost: { fold: sum value, of: event.spend }

        """

    /// KPIs of leads, orders and spend.
    static let businessKPIs = """
          - id: mkt.leads
            definition: each_event@1
            title: "Leads, repeated ones included"
            source: "How often somebody left their data"
            unit: count
            better: higher
            basis: flow
            formula: lead_events
          - id: mkt.leads_new
            definition: persons_in_window@1
            title: "Different persons with a lead in the window"
            source: "Leads per person; who was one before counts again in another window"
            unit: count
            better: higher
            basis: flow
            formula: lead_persons
          - id: mkt.orders
            definition: each_event@1
            title: "Orders"
            source: "Orders on every channel"
            unit: count
            better: higher
            basis: flow
            formula: order_events
          - id: mkt.revenue
            definition: as_given@1
            title: "Sum of the values of orders, which should be in one currency"
            source: "Revenue as the shop reports it; currencies are not converted"
            unit: currency
            better: higher
            basis: flow
            formula: revenue
          - id: mkt.order_value
            definition: as_given@1
            title: "Mean value of the orders that have one, which should be in one currency"
            source: "Average order value"
            unit: currency
            better: higher
            basis: flow
            formula: revenue / orders_with_value
          - id: mkt.cost
            definition: as_given@1
            title: "Sum of the spend, which should be in one currency"
            source: "Spend as it is reported; currencies are not converted"
            unit: currency
            better: lower
            basis: flow
            formula: cost
          - id: mkt.cpl
            definition: per_person_flow@1
            title: "Spend in the window per person with a lead in it"
            source: "Cost per lead"
            unit: currency
            better: lower
            basis: flow
            formula: cost / lead_persons
          - id: mkt.roi
            definition: revenue_based_flow@1
            title: "Revenue less spend, per spend, in the window"
            source: "Return on investment by revenue, not by profit"
            unit: ratio
            better: higher
            basis: flow
            formula: (revenue - cost) / cost
          - id: mkt.roas
            definition: revenue_based_flow@1
            title: "Revenue per spend in the window"
            source: "Return on ad spend"
            unit: ratio
            better: higher
            basis: flow
            formula: revenue / cost

        """
}
