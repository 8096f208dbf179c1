"""The commands, one module for each family; what a command needs is imported when it runs, so the rest stays quick."""
