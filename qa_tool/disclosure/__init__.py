"""What may be shown to whom without naming a child or a worker."""
