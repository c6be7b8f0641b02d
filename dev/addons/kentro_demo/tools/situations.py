"""Why people have a case: what they lack, what the plan is to reach, and who is asked to help."""

from typing import NamedTuple


class Aim(NamedTuple):
    """A goal on one dimension; with a body where another one can help, and what it is asked."""

    dimension: str
    goal: str
    body: str = ""
    purpose: str = ""


class Situation(NamedTuple):
    topics: tuple
    summary: str
    aims: tuple


SITUATIONS = {
    "old_age": Situation(
        ("old_age", "health"),
        "Ηλικία άνω των 67, χωρίς συγγενείς κοντά. Χρειάζεται βοήθεια στην καθημερινότητα.",
        (
            Aim("social_ties", "Ένταξη στο πρόγραμμα Βοήθεια στο Σπίτι", "help_home",
                "Επίσκεψη και ένταξη στο πρόγραμμα, δύο φορές την εβδομάδα."),
            Aim("health", "Τακτική παρακολούθηση από γιατρό", "health_centre",
                "Ορισμός σταθερού ραντεβού για συνταγογράφηση."),
        ),
    ),
    "unemployed": Situation(
        ("unemployment", "guidance"),
        "Μακροχρόνια ανεργία. Επιθυμεί κατάρτιση και εργασία στην περιοχή.",
        (
            Aim("work", "Εγγραφή σε πρόγραμμα κατάρτισης", "employment",
                "Ενημέρωση και εγγραφή σε ανοιχτό πρόγραμμα κατάρτισης."),
            Aim("income", "Υποβολή αίτησης για Ελάχιστο Εγγυημένο Εισόδημα"),
        ),
    ),
    "nursery": Situation(
        ("parents", "application"),
        "Γονέας με μικρά παιδιά, χωρίς βοήθεια στη φύλαξη. Αναζητά εργασία.",
        (
            Aim("family", "Θέση σε παιδικό σταθμό", "nursery",
                "Εγγραφή παιδιού στον παιδικό σταθμό εντός του έτους."),
            Aim("income", "Αιτήσεις για επίδομα παιδιού και στέγασης"),
            Aim("work", "Συμβουλευτική για αναζήτηση εργασίας", "employment",
                "Ραντεβού με εργασιακό σύμβουλο."),
        ),
    ),
    "debts": Situation(
        ("financial", "goods"),
        "Οφειλές σε ρεύμα και ενοίκιο μετά από μείωση εισοδήματος.",
        (
            Aim("income", "Διακανονισμός οφειλών και κοινωνικό τιμολόγιο"),
            Aim("housing", "Στήριξη σε είδη πρώτης ανάγκης για έξι μήνες", "grocery",
                "Ένταξη στο Κοινωνικό Παντοπωλείο για έξι μήνες."),
        ),
    ),
    "school": Situation(
        ("school", "learning"),
        "Πολλές απουσίες των παιδιών. Η οικογένεια ζητά στήριξη στη μελέτη.",
        (
            Aim("education", "Σταθερή φοίτηση έως το τέλος της χρονιάς", "school",
                "Συνεργασία για την παρακολούθηση της φοίτησης."),
            Aim("family", "Δημιουργική απασχόληση τα απογεύματα", "creative",
                "Θέση στο ΚΔΑΠ για το σχολικό έτος."),
        ),
    ),
    "papers": Situation(
        ("registry", "health"),
        "Εκκρεμούν ληξιαρχικές πράξεις και εμβόλια παιδιών.",
        (
            Aim("legal_status", "Τακτοποίηση ληξιαρχικής εκκρεμότητας", "registry",
                "Έκδοση ληξιαρχικής πράξης γέννησης."),
            Aim("health", "Ολοκλήρωση εμβολιασμών παιδιών", "health_centre",
                "Έλεγχος βιβλιαρίου υγείας και προγραμματισμός εμβολίων."),
        ),
    ),
    "new_start": Situation(
        ("integration", "application"),
        "Πρόσφατη εγκατάσταση στον δήμο. Χρειάζεται διερμηνεία στα πρώτα βήματα.",
        (
            Aim("legal_status", "Ανανέωση άδειας διαμονής και έκδοση αριθμών"),
            Aim("education", "Παρακολούθηση μαθημάτων ελληνικών", "learning",
                "Εγγραφή σε τμήμα ελληνικών για αρχαρίους."),
        ),
    ),
    "strain": Situation(
        ("psychosocial", "family"),
        "Παρατεταμένη ψυχική πίεση. Ζητήθηκε υποστήριξη.",
        (
            Aim("mental_health", "Τακτικές συνεδρίες υποστήριξης", "mental_health",
                "Εκτίμηση και τακτικές συνεδρίες."),
            Aim("social_ties", "Συμμετοχή σε ομάδα του Κέντρου"),
        ),
    ),
    "disability": Situation(
        ("disability", "application"),
        "Δυσκολίες μετακίνησης. Χρειάζεται βοήθεια με την πιστοποίηση.",
        (
            Aim("health", "Κατάθεση φακέλου στα ΚΕΠΑ"),
            Aim("social_ties", "Ημερήσια απασχόληση", "day_care",
                "Γνωριμία και δοκιμαστική συμμετοχή."),
        ),
    ),
    "housing": Situation(
        ("shelter", "financial"),
        "Λήξη μίσθωσης, δεν βρίσκεται κατοικία με χαμηλό μίσθωμα.",
        (
            Aim("housing", "Εξεύρεση κατοικίας", "housing",
                "Εξέταση αιτήματος για κοινωνική κατοικία."),
            Aim("income", "Αίτηση για επίδομα στέγασης"),
        ),
    ),
    "youth": Situation(
        ("youth", "guidance"),
        "Διακοπή σχολείου, επιθυμία επιστροφής και κατάρτισης.",
        (
            Aim("education", "Εγγραφή σε Σχολείο Δεύτερης Ευκαιρίας", "learning",
                "Πληροφορίες και εγγραφή για τη νέα χρονιά."),
            Aim("work", "Μερική απασχόληση ή μαθητεία", "employment",
                "Ραντεβού για θέσεις μαθητείας."),
        ),
    ),
    "safety": Situation(
        ("violence", "legal"),
        "Επικοινωνία μόνο με τον τρόπο που συμφωνήθηκε.",
        (
            Aim("safety", "Σχέδιο ασφαλείας και τακτική επικοινωνία", "women",
                "Συμβουλευτική και νομική ενημέρωση."),
            Aim("housing", "Ασφαλής διαμονή"),
        ),
    ),
}

# Which situations a kind of household can be in.
OF_KIND = {
    "elderly_alone": ("old_age", "disability", "debts"),
    "elderly_couple": ("old_age", "debts"),
    "alone": ("unemployed", "housing", "youth", "strain"),
    "couple": ("strain", "unemployed", "housing"),
    "lone_parent": ("papers", "school", "debts", "nursery"),
    "family": ("papers", "school", "housing", "nursery", "debts"),
}

# Bodies of the network: name, code of the kind, what they offer.
BODIES = {
    "mental_health": ("Κέντρο Ψυχικής Υγείας", "mental_health", "Ψυχολογική υποστήριξη ενηλίκων"),
    "employment": ("ΔΥΠΑ – Κέντρο Προώθησης Απασχόλησης", "employment", "Εργασιακή συμβουλευτική"),
    "nursery": ("Δημοτικός Παιδικός Σταθμός", "nursery", "Φύλαξη παιδιών προσχολικής ηλικίας"),
    "help_home": ("Βοήθεια στο Σπίτι", "elderly", "Κατ' οίκον φροντίδα ηλικιωμένων"),
    "grocery": ("Κοινωνικό Παντοπωλείο", "social_structure", "Διανομή ειδών πρώτης ανάγκης"),
    "women": ("Συμβουλευτικό Κέντρο Γυναικών", "women", "Συμβουλευτική και νομική ενημέρωση"),
    "day_care": ("Κέντρο Διημέρευσης και Ημερήσιας Φροντίδας", "disability", "Ημερήσια φροντίδα"),
    "creative": ("Κέντρο Δημιουργικής Απασχόλησης Παιδιών", "creative", "Απογευματινή απασχόληση"),
    "health_centre": ("Κέντρο Υγείας", "public", "Πρωτοβάθμια φροντίδα και εμβολιασμοί"),
    "school": ("Διεύθυνση Πρωτοβάθμιας Εκπαίδευσης", "school", "Συνεργασία για τη φοίτηση"),
    "learning": ("Κέντρο Διά Βίου Μάθησης", "learning", "Μαθήματα ελληνικών και υπολογιστών"),
    "registry": ("Ληξιαρχείο", "municipal", "Ληξιαρχικές πράξεις"),
    "parish": ("Φιλόπτωχο Ταμείο Ενορίας", "voluntary", "Τρόφιμα, συντροφιά, φιλοξενία"),
    "housing": ("Γραφείο Κοινωνικής Κατοικίας", "municipal", "Κοινωνικές κατοικίες"),
}
