"""The lists of targets beside the chat: Company Directory, Workgroup and Profile view, favourites."""
