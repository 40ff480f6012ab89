"""What happens by itself: deadlines, lost desktops, chats that go round again, forgetting what has arrived."""
