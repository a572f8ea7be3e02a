"""The OpenRosa wire: what ODK Collect, Enketo and the field app ask for, and what they send."""
