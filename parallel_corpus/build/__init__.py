"""A corpus through every stage: chains of versions, engines, the cache, and parts of it."""
