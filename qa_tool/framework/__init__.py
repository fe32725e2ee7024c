"""The QA framework as one object: templates, scales, calendar, rules, clocks, ladder."""
