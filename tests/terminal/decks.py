"""The cards that the tests study."""

from alliance_cards.core.cards import Card

BOND = Card(
    id="bordin/bond",
    kind="basic",
    front="Bordin's emotional bond is made of which three things?",
    back="Trust, caring and respect",
    explanation=(
        "The bond is one of the three qualities; the other two concern the goals and the tasks."
    ),
    source=(
        "Why is the therapist client relationship so important to therapeutic work? · "
        "What makes a good therapist client relationship?"
    ),
)
CLOZE = Card(
    id="bordin/qualities#agreement",
    kind="cloze",
    front=(
        "Bordin's three qualities: an emotional bond, […] on the goals, collaboration on the tasks."
    ),
    back="agreement",
)
CHOICE = Card(
    id="bordin/engage",
    kind="choice",
    front="What is the ultimate goal of engaging clients in therapy?",
    back="Building rapport and facilitating cooperation",
    options=(
        "Building rapport and facilitating cooperation",
        "Making the client dependent on the therapist, so that no session is missed",
        "Mapping the client's social network",
    ),
    answers=(0,),
    explanation="Dependence works against the client; a map of the network is one means of many.",
    source="Engaging Clients: The Heart of Effective Therapy",
)
CHOICE_OF_TWO = Card(
    id="bordin/two",
    kind="choice",
    front="Which two of these does the therapist bring?",
    back="Consistency; reliability",
    options=("Consistency", "Punishment", "Reliability"),
    answers=(0, 2),
)
TYPED = Card(
    id="needs/typed",
    kind="basic",
    front="What makes it safe for a client to be open?",
    back="Authenticity",
    accept=("being authentic", "genuineness"),
    explanation="A therapist who is genuine invites the client to be so, too.",
)
REASONED = CHOICE._replace(
    id="bordin/reasoned",
    explanation=f"Rapport comes first.\n{CHOICE.options[1]}: that works against the client.",
)
ITEMS = ("An emotional bond", "Agreement on the goals", "Collaboration on the tasks")
LIST = tuple(
    Card(
        id=f"bordin/three#{item.split()[-1]}",
        kind="list",
        front="\n".join(
            ["Bordin's three qualities"]
            + [f"{n}. {'[…]' if other == item else other}" for n, other in enumerate(ITEMS, 1)]
        ),
        back=item,
        explanation="Bond, goals, tasks.",
    )
    for item in ITEMS
)
REWORDED = Card(id=BOND.id, kind="basic", front="Reworded?", back="Yes")
TWO_LINES = Card(id="bordin/lines", kind="basic", front="two\nlines", back="one")
LONG = Card(
    id="bordin/long",
    kind="basic",
    front="\n".join(f"Line {number} of a long question" for number in range(1, 41)),
    back="\n".join(f"Line {number} of a long answer" for number in range(1, 31)),
)
WIDE = Card(
    id="wide/alliance",
    kind="basic",
    front="治療同盟とは何ですか。セラピストとクライアントの間の協力関係を表す言葉を答えてください。",
    back="עברית: ברית טיפולית, e\u0301 à la carte, 👩‍👩‍👧 and 🇩🇪",
    explanation="الكلمات تُكتب من اليمين إلى اليسار.",
    source="ワーキング・アライアンス",
)
HOSTILE = Card(
    id="hostile/escape",
    kind="choice",
    front="\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b1m \u202eesrever\u2066 [b]bold[/b] :smile: \ud800",
    back="\x1b]52;c;ZWNobw==\x07",
    options=("a\x1b[Hb", "c\r\nd\te", "\x00\x7f"),
    answers=(1,),
    explanation="\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    source="one\ntwo\x85three\u2028four",
)
DECK = (BOND, CLOZE, CHOICE)
BY_NAME = {
    "deck": DECK, "long": (LONG, BOND), "wide": (WIDE,), "hostile": (HOSTILE, BOND), "none": (),
    "typed": (TYPED, BOND), "list": LIST, "reasoned": (REASONED,),
}  # fmt: skip
