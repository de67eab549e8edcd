"""People decide: the queue, corrections and the web desk."""
