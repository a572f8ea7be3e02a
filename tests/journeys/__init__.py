"""What people do with Saan from end to end, in a real browser, in Thai."""
