"""Puts patches over the frame."""
