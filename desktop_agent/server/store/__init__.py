"""The store: schema, statements, one writer with group commit, mailboxes. The only room that speaks SQL."""
