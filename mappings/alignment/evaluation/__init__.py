"""How good the matcher is: judged mentions, perturbed names, and speed, measured by one command."""
