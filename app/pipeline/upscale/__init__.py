"""Larger pictures: what leaves in more pixels than the camera has."""
