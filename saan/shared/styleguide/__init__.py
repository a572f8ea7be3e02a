"""Every component and every kind of page, full of invented Thai data: where a look is tried before a room uses it."""
