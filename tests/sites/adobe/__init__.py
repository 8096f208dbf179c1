"""Adobe: the privacy page of an account."""
