"""Side by side with peers: what the window costs, as ratios. `make bench` writes docs/measured/."""
