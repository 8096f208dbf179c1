"""ArtStation: the settings of an artist."""
