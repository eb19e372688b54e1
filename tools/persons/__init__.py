"""What makes the model of the tagger of persons (articles/people/tagger); docs/persons.md tells how to run it."""
