"""Source → tracker → swapper → compositor → guard → sinks. Knows nothing of Qt."""
