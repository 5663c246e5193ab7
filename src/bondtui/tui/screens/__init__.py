"""What fills the terminal: one file a screen, its style beside it."""
