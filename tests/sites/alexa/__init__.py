"""Amazon: the privacy settings of Alexa."""
