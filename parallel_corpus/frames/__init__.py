"""Results as pandas frames, plots and what notebooks show."""
