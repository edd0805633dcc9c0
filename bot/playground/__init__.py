"""The playground: a strict Bot API server on this machine, with a messenger page (nl: speeltuin)."""
