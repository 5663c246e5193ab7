"""What screens are made of; a widget does not know the screen it stands on."""
