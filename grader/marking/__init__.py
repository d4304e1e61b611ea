"""From a submission to its marks: sit, then mark."""
