"""What every page for a browser has in common: how text gets into it, its look, and the policy that guards it."""
