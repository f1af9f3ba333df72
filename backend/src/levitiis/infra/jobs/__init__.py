"""Work that is done later or takes long: a queue in the database, workers, progress.

Modules use ``queue.enqueue`` in a unit of work and give the composition root a ``run.JobHandler``.
"""
