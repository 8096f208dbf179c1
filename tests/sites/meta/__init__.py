"""Facebook and Instagram: the ways to the AI objection forms, as people have described them."""
