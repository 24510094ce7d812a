"""Tell a member something: in the app, and by mail through the queue. No notice says anything about health."""
