"""The commands: one module each, thin; what they do stands beside this folder."""
