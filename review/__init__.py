"""The desk: people see doubtful petitions beside their image, correct them, decide.

Reading order: ``ports`` (what the desk needs from the house), ``roles`` (who may do what),
``corrections`` (a form becomes fields), ``access`` (which door needs which right), ``web`` (the
application). Everything here is Turkish first; ``wording`` holds every text in both languages.
"""
