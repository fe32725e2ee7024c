"""The demonstration council: made-up people, cases and audits, so that everything can be tried."""
