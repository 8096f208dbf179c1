"""The home: all that Optout does, as pages in its own browser; a function from request to response, without one."""
