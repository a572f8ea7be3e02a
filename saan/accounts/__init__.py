"""Users, sign-in, and roles held in an organisation and areas.

Somebody acts for one organisation at a time; what they may do and see follows from that."""
