"""Forms and what people answered: the XLSForm library, versions, who may fill what where, the OpenRosa wire,
submissions kept as they came and worked on once."""
