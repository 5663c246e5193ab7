"""The app: screens over the Book, by keyboard and mouse."""
