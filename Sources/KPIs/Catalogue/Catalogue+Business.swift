// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of leads, orders and spend.
    static let businessMeasures = """
          lead_events:     { fold: count, of: event.lead }
          leads_new:       { fold: count, of: lead_arrived }
          order_events:    { fold: count, of: event.order }
          orders_with_value: { fold: count, of: event.order, where: has value }
          revenue:         { fold: sum value, of: event.order }
          revenue_attributed: { fold: sum amount, of: revenue_attributed }
          cost:            { fold: sum amount, of: money_spent }
          buyers:          { fold: count, of: buyer_arrived }
          buyers_spent_90d: { fold: sum amount, of: buyer_spent, where: days <= 90 }

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
            definition: first_in_90d@1
            title: "Persons with a lead who had none in the 90 days before"
            source: "New leads: the first of a person; group it by object for each form"
            unit: count
            better: higher
            basis: flow
            formula: leads_new
            look_back: 90d
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
            parameters: [currency]
            title: "Sum of the values of orders"
            source: "Revenue as the shop reports it, in money.currency if that is set"
            unit: currency
            better: higher
            basis: flow
            formula: revenue
          - id: mkt.order_value
            definition: as_given@1
            parameters: [currency]
            title: "Mean value of the orders that have one"
            source: "Average order value"
            unit: currency
            better: higher
            basis: flow
            formula: revenue / orders_with_value
          - id: mkt.cost
            definition: restated@1
            parameters: [currency]
            title: "Sum of the spend"
            source: "Spend as it is reported last, in money.currency if that is set"
            unit: currency
            better: lower
            basis: flow
            formula: cost
          - id: mkt.cpl
            definition: per_new_lead_flow@1
            parameters: [currency]
            title: "Spend in the window per new lead in it"
            source: "Cost per lead"
            unit: currency
            better: lower
            basis: flow
            formula: cost / leads_new
            look_back: 90d
          - id: mkt.revenue_attributed
            definition: last_touch_30d@1
            parameters: [currency]
            title: "Sum of the values of orders, each with the campaign of the last touch \
        before it"
            source: "Last non-direct touch within 30 days; orders without one count without a \
        campaign"
            unit: currency
            better: higher
            basis: flow
            formula: revenue_attributed
            look_back: 30d
          - id: mkt.roi
            definition: last_touch_30d_revenue@1
            parameters: [currency]
            title: "Attributed revenue less spend, per spend, in the window"
            source: "Return on investment by revenue, not by profit"
            market: "Pages differ between revenue and profit; multiply the revenue by your \
        margin in a definition of your own"
            unit: ratio
            better: higher
            basis: flow
            formula: (revenue_attributed - cost) / cost
            look_back: 30d
          - id: mkt.roas
            definition: last_touch_30d@1
            parameters: [currency]
            title: "Attributed revenue per spend in the window"
            source: "Return on ad spend"
            unit: ratio
            better: higher
            basis: flow
            formula: revenue_attributed / cost
            look_back: 30d
          - id: mkt.clv
            definition: cohort_90d@1
            parameters: [currency]
            title: "Mean of what the persons who first ordered in the window spent within 90 \
        days"
            source: "Braze: lifetime revenue / users, of a cohort and for 90 days"
            unit: currency
            better: higher
            basis: cohort
            formula: buyers_spent_90d / buyers
            settle: 91d
            look_back: 30d
            windows: [1d]
            usual: no

        """
}
