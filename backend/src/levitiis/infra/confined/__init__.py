"""Reading what strangers made: in a process of its own, with a limit of memory and of processor time."""
