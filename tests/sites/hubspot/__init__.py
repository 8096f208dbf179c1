"""HubSpot: the AI settings of an account."""
