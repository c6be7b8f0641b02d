"""What the data protection officer sees of a year: emergencies, readings, requests over data. Invented throughout."""

NOTICE = """Δείγμα ενημέρωσης, για την επίδειξη μόνο.
Υπεύθυνος επεξεργασίας είναι ο Δήμος. Τα στοιχεία σας τηρούνται για να σας εξυπηρετεί το Κέντρο Κοινότητας, με βάση τα
καθήκοντα του Δήμου (ΓΚΠΔ 6 §1 ε΄). Τα βλέπει όποιος σας εξυπηρετεί. Έχετε δικαίωμα πρόσβασης, διόρθωσης, περιορισμού,
εναντίωσης και διαγραφής· απευθυνθείτε στην υποδοχή ή στον υπεύθυνο προστασίας δεδομένων του Δήμου."""

# (open days ago, hour, reason)
EMERGENCIES = (
    (41, 13, "Το νοσοκομείο ζητά ποιος έχει την επιμέλεια του παιδιού"),
    (6, 11, "Η αστυνομία ζητά στοιχεία επικοινωνίας για αγνοούμενο ηλικιωμένο"),
)
# (login, of a case or a person, open days ago of the first of three)
READINGS = (
    ("coordinator", "case", 4),
    ("coordinator", "case", 12),
    ("coordinator", "case", 33),
    ("psychologist", "person", 9),
    ("mediator", "person", 7),
    ("worker2", "person", 30),
)
CLOSED = "Στάλθηκε αντίγραφο των στοιχείων."
# (what is asked, open days ago, in her words, steps: (code, answer, reason))
ASKED = (
    ("access", 1, "Ζητά αντίγραφο όσων τηρούνται.", ()),
    ("access", 11, "Ζητά να μάθει ποιος είδε τον φάκελο.", (("start", None, None),)),
    ("rectification", 60, "Το επώνυμο γράφτηκε λάθος.",
     (("start", None, None), ("answer", "Διορθώθηκε το επώνυμο.", None))),
    ("erasure", 8, "Δεν εξυπηρετείται πια και ζητά διαγραφή.", (("start", None, None),)),
    ("portability", 75, "Ζητά τα στοιχεία σε αρχείο.", (("start", None, None), ("answer", CLOSED, None))),
    ("restriction", 16, "Αμφισβητεί την ακρίβεια των εισοδημάτων.",
     (("start", None, None), ("restrict", None, "Ώσπου να ελεγχθούν τα εισοδήματα"))),
)  # fmt: skip
