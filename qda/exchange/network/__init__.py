"""From a network to a picture: measure, lay out, place labels, draw. Pure; the same network gives the same bytes."""
