// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// The built-in definitions, as a file that users could have written.
    ///
    /// `streamgauge kpis --yaml` prints it; `Definitions` reads it.
    public static let yaml =
        """
        # The built-in KPIs. A file of your own, named under `definitions` in the settings, is written
        # like this one; it may use these measures, add KPIs, and replace one by its id.

        measures:

        """ + webMeasures + emailMeasures + appMeasures + socialMeasures
        + experienceMeasures + businessMeasures + journeyMeasures + topMeasures + sessionTopMeasures
            + """

            kpis:

            """ + kpis

    private static let kpis =
        webKPIs + webVisitsKPIs + emailKPIs + emailFlowKPIs + appKPIs + retentionKPIs + socialKPIs
        + experienceKPIs + opinionsKPIs + businessKPIs + journeyKPIs
        + topKPIs + sessionTopKPIs
}
