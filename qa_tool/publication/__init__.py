"""What is published once a year: a frozen data set, the words beside it, who reviewed and approved it."""
