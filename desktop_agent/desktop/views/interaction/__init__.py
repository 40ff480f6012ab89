"""The interaction window: header, toolbar, bars, transcript, composer; one pane per chat, which can pop out."""
