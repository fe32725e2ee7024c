"""Case audit and quality assurance in children's social care: the domain, without Qt."""
