"""Where invented people of a municipality live: its places, streets that every town has."""

import re

STREETS = (
    "Μεγάλου Αλεξάνδρου|Ελευθερίου Βενιζέλου|28ης Οκτωβρίου|25ης Μαρτίου|Ολύμπου|Αγίου Νικολάου|"
    "Δημοκρατίας|Ειρήνης|Παπαφλέσσα|Κανάρη|Μακεδονομάχων|Ομήρου|Σωκράτους|Αριστοτέλους|Ίωνος|"
    "Μπουμπουλίνας|Καραϊσκάκη|Εθνικής Αντιστάσεως"
).split("|")

# By code of the municipality (Kallikratis): post code of the seat, the seat, and its villages.
PLACES = {
    "9054": ("62122", "Σέρρες", "Λευκώνας|Σκούταρη|Χριστός|Οινούσσα|Άγιο Πνεύμα|Μητρούσι"),
    "9002": ("66131", "Δράμα", "Χωριστή|Μαυρόβατος|Ξηροπόταμος|Καλός Αγρός|Μοναστηράκι|Καλλίφυτος"),
    "9096": ("43300", "Σοφάδες", "Κέδρος|Ρεντίνα|Ματαράγκα|Αρτεσιανό|Φίλια|Λεοντάρι"),
    "9148": ("34400", "Ψαχνά", "Πολιτικά|Καστέλλα|Στενή|Νεροτριβιά|Τριάδα|Καθενοί"),
    "9009": ("68002", "Σαμοθράκη", "Καμαριώτισσα|Αλώνια|Λάκκωμα|Προφήτης Ηλίας|Θέρμα"),
    "9108": ("37500", "Βελεστίνο", "Στεφανοβίκειο|Κεραμίδι|Αερινό|Ριζόμυλος|Κανάλια"),
}
SHARE_OF_VILLAGES = 0.35


class Places:
    """Addresses in one municipality.

    >>> import random
    >>> Places("9054").address(random.Random(3))["zip"]
    '62122'
    >>> Places(None, "Άλλη Πόλη", "123 45").address(random.Random(1))["city"]
    'Άλλη Πόλη'
    """

    def __init__(self, code, city=None, postcode=None):
        known = PLACES.get(code) or (re.sub(r"\s", "", postcode or ""), city or "", "")
        self.postcode, self.seat, villages = known
        self.villages = villages.split("|") if villages else []

    def address(self, rng):
        """Values of street, zip and city of a contact."""
        if self.villages and rng.random() < SHARE_OF_VILLAGES:
            return {"street": False, "zip": self.postcode, "city": rng.choice(self.villages)}
        street = f"{rng.choice(STREETS)} {rng.randrange(1, 140)}"
        return {"street": street, "zip": self.postcode, "city": self.seat}
