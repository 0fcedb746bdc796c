// SPDX-License-Identifier: Apache-2.0
// Which KPI tells of which stage of the customer journey; the first line that fits counts.

const rules = [
  [/^journey\.(visibility|contact|experience|trust)$/, (match) => match[1]],
  [/^social\.(reach|impressions|fans|audience|mentions|traffic|organic|paid)/, "visibility"],
  [/^web\.(visits|visitors|current|traffic|visitor_growth|search|top_(referrers|campaigns))/, "visibility"],
  [/^email\.(delivery|bounce|hard|soft)/, "visibility"],
  [/^(email\.|social\.|mkt\.(leads|cpl)|app\.install|web\.(bounce|pageviews))/, "contact"],
  [/^(cx\.nps|cx\.relationship|rep\.|app\.(retention|churn|uninstall)|mkt\.(clv|revenue|roi|roas))/, "trust"],
];
const titles = { visibility: "Visibility", contact: "Contact", experience: "Experience", trust: "Trust" };

export const stages = {
  names: Object.values(titles),
  of(id) {
    for (const [pattern, stage] of rules) {
      const match = pattern.exec(id);
      if (match) return titles[typeof stage === "function" ? stage(match) : stage];
    }
    return titles.experience;
  },
};
