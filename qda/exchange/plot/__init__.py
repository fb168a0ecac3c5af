"""From a plot to a picture: scales, marks, legend. Pure; the same plot gives the same bytes."""
