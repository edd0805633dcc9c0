"""Words for people, one folder per language. Dutch (`nl`) is the source; other languages follow it.

Every file is TOML, rendered by Jinja2: `locales/nl/cards.toml [tally] line` has the key `cards.tally.line`. A language
that holds only part of the texts names its other language in `common.toml`: `[language] falls_back_to = "nl"`.

Tone
----
- Flemish, plain, *je* and *jullie*, never *u*. One idea per sentence, short words, the active voice.
- Warm and calm: no exclamation marks, no jokes, no praise for a single tap.
- Never blame: "Dat lukte niet" rather than "Je hebt iets fout gedaan".
- Every refusal says what to do next. Say who sees what before someone answers.
- The same word for the same thing, always: begeleider, kaart, vraag, pakket, samenhang, stap, parkeerlijst.
  People never read: sessie, run, flow, quorum, netwerkgovernance, sociotechniek, segmenteren.
- The words of the questions are those of the method; change one only together with it.
- Buttons: one to three words, an infinitive or a noun, at most 20 characters.
- A notice is at most 200 characters and has no markup, for it may be shown as a toast.

Form
----
- Telegram HTML: only `<b>` and `<i>`, and no tag around a blank line. A line of only `---` starts a new message.
- Values are escaped when they are filled in; never write `| safe`.
- A text can call `scale("WorkingArea", 3)` (a level in a few words), `scale_long` (in full), `words("file.table.key")`
  (another text), `plural(n, "paar", "paren")`, `dots((0, 1, 3))`, and the filters `en_list` (one, two and three), `day`
  (15 december 2026), `clip(80)`.
- Every language has the same files, keys and placeholders; `tests/test_locales.py` looks after that, and after most of
  the above.
"""
