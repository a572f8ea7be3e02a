"""The staff's start page and the search over everything one may see; the front door of those who are signed out."""
