"""The Team Communicator: one search box over everybody, with a list that drops down under its opener."""
