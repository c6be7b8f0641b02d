"""How a household stands on a day: what is known of it, what the rules find, and what nobody has said.

Pure: rows in, answers out. The same questions are put to the whole register in SQL
(`models/programmes/register/`), and tests hold the two equal.
"""
