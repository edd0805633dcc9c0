"""`python -m bot.playground [PORT]`: the server alone, in a process of its own.

Prints one line of JSON with `api_url`, `page_url` and `token`, and serves until it is told to stop (SIGINT, SIGTERM).
BUURTVONK_TOKEN sets the token.
"""

import asyncio
import json
import os
import signal
import sys

from bot.playground.serve import serve


async def _run(port: int) -> None:
    running = await serve(port, token=os.environ.get("BUURTVONK_TOKEN"))
    address = {"api_url": running.api_url, "page_url": running.page_url, "token": running.token}
    sys.stdout.write(json.dumps(address) + "\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    loop = asyncio.get_running_loop()
    await stop.wait()
    await running.close()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
