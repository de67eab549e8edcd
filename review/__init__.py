"""The desk: people see doubtful petitions beside their image, correct them, decide.

Reading order: ``ports`` and ``task_ports`` (what the desk needs from the house), ``roles`` (who may
do what), ``corrections`` (what a person says becomes fields), ``task_json`` (what the screen is
drawn from), ``access`` (which door needs which right), ``web`` (the application), then
``static/record.js`` (the verification screen). Everything here is Turkish first; ``wording`` holds
every text in both languages.
"""
