"""Google: My Activity, Gmail and YouTube Studio."""
