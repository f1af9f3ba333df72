"""Live connections over HTTP: WebSocket and server-sent events."""
