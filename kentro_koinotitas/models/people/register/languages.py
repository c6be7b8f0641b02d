"""Languages people speak at the desk, by ISO 639-1.

A language that only one ethnic group speaks would reveal what nobody has declared, so those are
not listed: choose «Other» and ask for an interpreter.
"""

LANGUAGES = [
    ("el", "Greek"),
    ("en", "English"),
    ("sq", "Albanian"),
    ("ar", "Arabic"),
    ("hy", "Armenian"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("zh", "Chinese"),
    ("fr", "French"),
    ("ka", "Georgian"),
    ("de", "German"),
    ("hi", "Hindi"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("sign", "Sign language"),
    ("other", "Other"),
]
