"""DeviantArt: the Studio with what is published."""
