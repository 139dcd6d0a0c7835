"""Pages in the shape that widely used systems give them, all with the same article of six sentences and much around it."""

from __future__ import annotations

from collections.abc import Sequence

from tests.read.web.pages import AFTER, BEFORE, UNSEEN

TITLE = "Saltmere closes its pier"
SENTENCES = (*BEFORE, UNSEEN, *AFTER)
# None of this is the article's. Each is put into the templates as what its name says.
HEADLINES = ("Six walks along the northern coast", "Ferry line sells its oldest boat", "Why the herons left the marsh")
DEKS = (
    "A walker of ninety shows the way past lighthouses, and tells where the tea is still hot in November. “Go early,” "
    "she says, “and take the lower path, for the upper one was washed away by the flood of last winter.”",
    "The boat carried four kings and one elephant, and nobody has yet said what it will carry now. Its new owner, a "
    "farmer from the hills behind the town, has told the harbour office that he cannot swim.",
    "Biologists counted nests for a whole summer and found that hardly one in ten of them was in use. They ask for a "
    "fence around the western end, where dogs have been seen at night by several of the volunteers.",
)
COMMENTS = (
    "I never liked that pier anyway, it smells of fish and the gulls there are worse than anywhere.",
    "My grandfather helped to build it and he always said that the deck would be the first to go.",
    "Two million for some planks, and the school still has no roof over its gymnasium this winter.",
)
TALK = [f"{number}. {text}" for number in range(1, 8) for text in COMMENTS]
LETTER = "All that you need to know about the harbour, in your inbox before breakfast every day."
BIO = (
    "Orla Quill writes about the harbour for the Bell and keeps bees on the roof of the town hall. Before that she "
    "sailed for nine years on a ship that measured the depth of the northern channel."
)
CAPTION = "Waves over the deck on Sunday"
AROUND = (*HEADLINES, *DEKS, *COMMENTS, LETTER, BIO, CAPTION)


def each(pattern: str, texts: Sequence[str] = SENTENCES) -> str:
    """Write the pattern once for each text."""
    return "".join(pattern.format(text) for text in texts)


def cards(pattern: str) -> str:
    """Write the pattern once for each other story, with its headline and what is said of it."""
    return "".join(pattern.format(*pair) for pair in zip(HEADLINES, DEKS, strict=True))


def page(body: str, head: str = "", lang: str = "en") -> str:
    """Give a page with a menu, a headline and this."""
    return (
        f"<!DOCTYPE html><html lang={lang}><head><title>{TITLE} | The Bell</title>{head}</head><body><nav><ul>"
        f"<li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>{body}"
        "<footer><p>© 2031 The Bell. All rights reserved.</p></footer></body></html>"
    )


H1 = f"<h1>{TITLE}</h1>"
PARAGRAPHS = each("<p>{}</p>")
FIRST, SECOND, THIRD = (each("<p>{}</p>", SENTENCES[start : start + 2]) for start in (0, 2, 4))
TEASERS = cards("<article class=teaser><h2><a href=/x>{}</a></h2><p>{}</p><a href=/x>Read more</a></article>")
LIST = each("<li><a href=/x>{}</a></li>", HEADLINES)
WIDGET = '<div class="elementor-widget elementor-widget-text"><div class=elementor-widget-container>{}</div></div>'

TEMPLATES = {
    "WordPress with related posts, a bio and comments": page(
        f"<article class=hentry>{H1}<div class=entry-content>{PARAGRAPHS}<div class=sharedaddy><h3>Share this:</h3></div>"
        f"<div class=jp-relatedposts><h3>Related</h3>{cards('<div><h4><a href=/x>{}</a></h4><p>{}</p></div>')}</div></div></article>"
        f"<div class=author-bio><p>{BIO}</p></div><ol class=comment-list>"
        + each("<li class=comment><div class=comment-content><p>{}</p></div></li>", COMMENTS)
        + "</ol>"
    ),
    "WordPress with columns and boxes": page(
        f'<main>{H1}<div class="entry-content wp-block-post-content">{FIRST}<figure class=wp-block-image><img src=a>'
        f"<figcaption class=wp-element-caption>{CAPTION}</figcaption></figure><div class=wp-block-columns><div class=wp-block-column>"
        f"{SECOND}</div></div>{THIRD}</div></main>"
    ),
    "a page builder, each part in a widget": page(WIDGET.format(H1) + "".join(map(WIDGET.format, (FIRST, SECOND, THIRD)))),
    "Drupal in paragraphs of its own": page(
        f"<article>{H1}<div class=field__items>"
        + each('<div class="paragraph paragraph--type--text"><div class=field__item>{}</div></div>', (FIRST, SECOND, THIRD))
        + f"<div class=paragraph--type--links><h3>More</h3><ul>{LIST}</ul></div></div></article>"
    ),
    "Blogger with breaks and a profile": page(
        f'<div class=hentry><h3 class=entry-title>{TITLE}</h3><div class="post-body entry-content">'
        f"{'<br /><br />'.join(SENTENCES)}</div></div>"
        f'<div class=sidebar><div class="widget Profile"><h2>About Me</h2><dl><dd>{BIO}</dd></dl></div></div>'
    ),
    "a letter with an invitation in its midst": page(
        f"<article>{H1}<div class=markup>{FIRST}<div class=subscription-widget-wrap><div class=preamble><p>{LETTER}</p></div></div>"
        f"{SECOND}{THIRD}</div></article>"
    ),
    "the BBC's way, each sentence in a block": page(
        f"<main><article>{H1}{each('<div data-component=text-block><div class=ssrcss-a><p class=ssrcss-b>{}</p></div></div>')}</article>"
        f"<div data-component=links-block><h2>More on this story</h2><ul>{LIST}</ul></div></main>"
    ),
    "the Guardian's way, a linked story and a pull quote in asides": page(
        f"<article>{H1}<div class=content__article-body>{FIRST}<aside class=rich-link><h1><a href=/x>{HEADLINES[0]}</a></h1></aside>"
        f"{SECOND}<aside class=element-pullquote><blockquote><p>{DEKS[0]}</p></blockquote></aside>{THIRD}</div></article>"
    ),
    "Reuters' way, stories below with a sentence each": page(
        f'<div class=content>{H1}<div class=body>{PARAGRAPHS}</div></div><div class=more-from><h3>More From World News</h3>'
        + cards("<div class=story><a href=/x><h3>{}</h3></a><p>{}</p></div>")
        + "</div>"
    ),
    "CNN's way, paragraphs in boxes without <p>": page(
        f"<article>{H1}<section id=body-text>{each('<div class=zn-body__paragraph>{}</div>')}</section></article><ul>{LIST}</ul>"
    ),
    "the Mail's way, captions by their class": page(
        f'<div itemprop=articleBody>{H1}{FIRST}<div class=mol-img-group><p class=imageCaption>{CAPTION}</p></div>{SECOND}{THIRD}</div>'
    ),
    "a magazine's way, the text in pieces between advertisements": page(
        f"<main>{H1}"
        + each("<div class=grid><div class=body__inner>{}</div></div><div class=ad>Advertisement</div>", (FIRST, SECOND, THIRD))
        + "</main>"
    ),
    "behind a wall that is open": page(f"<article>{H1}<div class=free>{FIRST}</div><div class=paywall>{SECOND}{THIRD}</div></article>"),
    "a callout of the article's own": page(
        f"<article>{H1}<section class=gh-content>{each('<p>{}</p>', SENTENCES[:3])}<div class=callout><div>{SENTENCES[3]}</div></div>"
        f"{THIRD}</section></article>"
    ),
    "other stories as articles under the article": page(
        f"<main><article>{H1}{PARAGRAPHS}</article><section>{TEASERS * 3}</section></main>"
    ),
    "a discussion that is longer than the article": page(
        f"<article>{H1}<div class=txt>{PARAGRAPHS}</div></article><div class=discussion>"
        + each("<div class=entry><div class=who>dock77</div><div class=what><p>{}</p></div></div>", TALK)
        + "</div>"
    ),
    "an aside that never ends": page(f"<div>{H1}<aside class=tools><a href=/p>Print</a>{PARAGRAPHS}"),
    "old, with breaks in a table": (
        f"<html><title>{TITLE}</title><body><table><tr><td><a href=/>Home</a><br><a href=/w>Weather</a></td><td>{H1}"
        f"{'<br><br>'.join(SENTENCES)}</td><td>{each('<a href=/x>{}</a><br><br>', HEADLINES)}</td></tr></table>"
    ),
    "a box of links in its midst": page(
        f"<article>{H1}<div class=a_c>{FIRST}<section class=b_m><h4>Más información</h4><ul>{LIST}</ul></section>"
        f"{SECOND}{THIRD}</div></article>"
    ),
    "pieces, and a promotion that is made as they are": page(
        f"<main>{H1}"
        + each("<section class=chunk><div class=inner>{}</div></section><div class=ad>Advertisement</div>", (FIRST, SECOND, THIRD))
        + f"<section class=promo><div class=inner><h3>{HEADLINES[0]}</h3><p>{DEKS[0]}</p></div></section></main>"
    ),
    "a widget with words of the writer": page(
        f"<div class=main><div class=post>{H1}<div class=entry>{PARAGRAPHS}</div></div><div class=widget><h2>About Me</h2><dl>"
        f"<dd>{BIO}</dd></dl></div></div>"
    ),
    "all of it in something called a caption": page(f"<div class=with-caption>{H1}<div class=text>{PARAGRAPHS}</div></div>"),
    "half of it in a box that is called odd": page(
        f"<div class=text>{H1}{each('<p>{}</p>', SENTENCES[:3])}<div class=embed>{each('<p>{}</p>', SENTENCES[3:])}</div></div>"
    ),
    "all of it under a name of comments": page(f"{H1}<div class=comments>{PARAGRAPHS}</div>"),
    "only boxes": page(
        f"<div class=cnt><div class=ttl>{TITLE}</div><div class=bd>{each('<div>{}</div>')}</div></div>"
        f"<div class=sd>{each('<div><a href=/x>{}</a></div>', HEADLINES)}</div>",
        head='<meta property="og:site_name" content="The Bell">',
    ),
    "lazy pictures for browsers without scripts": page(
        f"<article>{H1}<p><img src=a><noscript><img src=b alt=pier></noscript></p>{PARAGRAPHS}</article>"
    ),
    "questions of cookies before anything else": page(
        "<div class=cmp><h2>We value your privacy</h2><p>We and our 842 partners store cookies on a device.</p></div>"
        f"<article>{H1}{PARAGRAPHS}</article>"
    ),
    "a day above the text": page(f"<div class=main>{H1}<p class=date>3.2.2031 10:15</p>{PARAGRAPHS}</div>"),
}  # fmt: skip
