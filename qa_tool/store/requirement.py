"""The shelf of requirements and objectives: what asks for actions, and which actions answer."""
