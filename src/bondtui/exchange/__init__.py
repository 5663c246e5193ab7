"""Bytes to domain and back, one format a file, no database, no screen."""
