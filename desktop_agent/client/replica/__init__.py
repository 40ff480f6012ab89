"""What the agent may see: snapshot plus events, by pure reducers."""
