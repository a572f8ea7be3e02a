"""The demo world: real places, real kinds of partners, plainly invented people, brought in through the real import."""
