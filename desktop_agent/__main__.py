"""``python -m desktop_agent`` is the command ``desktop-agent``."""

from desktop_agent.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
