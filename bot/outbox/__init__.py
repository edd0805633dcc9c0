"""What was promised, on its way to Telegram. `sender.Sender` does it; `bot.store.outbox_rows.put` promises."""
