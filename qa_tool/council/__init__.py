"""Areas, teams, people, subjects, cases, rounds and allocations of one council."""
