"""The drift suite: flows against pages that have changed, beside two recorders. `make drift` runs it whole."""
