"""A stand-in for California's Delete Request and Opt-out Platform."""
