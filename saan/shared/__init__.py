"""What every room uses and no room owns: access, sealing, Thai words and numbers, pages. No domain."""
