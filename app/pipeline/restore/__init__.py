"""Face restorers: networks that make a drawn face crisp, over whatever engine drew it."""
