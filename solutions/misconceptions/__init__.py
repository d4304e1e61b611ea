"""Wrong answers that students give, each with a name and a hint. One file for each file of solutions."""
