"""Reading: a text goes in, range statements and places come out, each with its quote."""
