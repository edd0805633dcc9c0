"""What a neighbourhood collaboration is, and how it is worked out. Pure."""
