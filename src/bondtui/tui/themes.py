"""bondtui's colours: a calm dark and a calm light theme of its own, and the terminal's own palette."""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="bond-dark",
    primary="#8fb8c9",
    secondary="#a9b58c",
    accent="#d9b27c",
    warning="#d9b27c",
    error="#d08a83",
    success="#a9b58c",
    foreground="#d6d7d2",
    background="#1b1e22",
    surface="#22262b",
    panel="#2a2f35",
    variables={
        "text-muted": "#92989b",
        "border": "#4a525b",
        "border-blurred": "#353b42",
        "block-cursor-background": "#34414b",
        "block-cursor-foreground": "#f0f0ea",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#d9b27c",
        "footer-background": "#22262b",
        "footer-description-foreground": "#a7aaa6",
        "scrollbar": "#353b42",
        "scrollbar-background": "#1b1e22",
        "scrollbar-corner-color": "#1b1e22",
    },
)

LIGHT = Theme(
    name="bond-light",
    primary="#2f6377",
    secondary="#566b32",
    accent="#8a5a17",
    warning="#8a5a17",
    error="#9d3b33",
    success="#566b32",
    foreground="#2b2d2c",
    background="#faf8f3",
    surface="#f2efe7",
    panel="#e8e4d9",
    dark=False,
    variables={
        "text-muted": "#6b6c64",
        "border": "#b9b4a6",
        "border-blurred": "#d9d4c6",
        "block-cursor-background": "#d8e3e6",
        "block-cursor-foreground": "#1f2322",
        "block-cursor-text-style": "none",
        "footer-key-foreground": "#8a5a17",
        "footer-background": "#f2efe7",
        "footer-description-foreground": "#5b5d58",
        "scrollbar": "#d9d4c6",
        "scrollbar-background": "#faf8f3",
        "scrollbar-corner-color": "#faf8f3",
    },
)

TERMINAL = replace(BUILTIN_THEMES["ansi-dark"], name="terminal")

THEMES = (DARK, LIGHT, TERMINAL)


def theme_named(name: str) -> str:
    """A theme that exists; an unknown name becomes bondtui's dark one.

    `dark` and `light` are short for bondtui's own, which stands for Textual's default too.
    """
    full = {"dark": DARK.name, "light": LIGHT.name, "textual-dark": DARK.name}.get(name, name)
    known = {theme.name for theme in THEMES} | set(BUILTIN_THEMES)
    return full if full in known else DARK.name
