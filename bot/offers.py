"""What can be begun from an outcome: offered under the last words of a run, and begun with a press."""

from bot.cards import Words
from bot.menus import short
from bot.outgoing import Button, Drawn
from flows.model import Flow, Offer
from flows.run import Run


def offers_of(flow: Flow, run: Run) -> tuple[Offer, ...]:
    """Return what can be begun from the outcome of a run."""
    return flow.offers(run.facts()) if flow.offers is not None else ()


def offer_marked(flow: Flow, run: Run, mark: str) -> Offer | None:
    """Return what a button offers; None when the outcome says otherwise by now."""
    return next((it for it in offers_of(flow, run) if short(it.about) == mark), None)


def with_offers(words: Words, flow: Flow, text: str, offered: tuple[Offer, ...]) -> Drawn:
    """Return a message that offers what can be begun, a button each."""
    more = words.html(f"{flow.id}.offer.tell", topics=[it.about for it in offered])
    buttons = (_button(words, flow, it, of_several=len(offered) > 1) for it in offered)
    return Drawn(f"{text}\n\n{more}", tuple((button,) for button in buttons))


def _button(words: Words, flow: Flow, offered: Offer, *, of_several: bool) -> Button:
    label = offered.about if of_several else words.plain(f"{flow.id}.offer.begin")
    return words.button(label, 0, f"follow:{short(offered.about)}")
