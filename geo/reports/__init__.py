"""Bytes and files in, reports out; what cannot be used is refused, with its place and the reason."""
