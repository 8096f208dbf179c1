"""Many flows at once: jobs, shards, browsers that stand elsewhere, and what is told of them."""
