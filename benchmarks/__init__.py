"""Side by side with peers: what the window costs, as ratios. Run `make bench`; results go to docs/measured/."""
