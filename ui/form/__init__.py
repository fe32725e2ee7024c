"""The audit form: what an auditor or a second reader grades in."""
