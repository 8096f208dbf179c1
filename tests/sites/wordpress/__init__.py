"""WordPress.com: who may see a site, and whom it is shared with."""
