"""Words to facts: what OCR read on the pages of one arrival becomes a petition of fields.

Pure: opens no file, reads no clock, runs no OCR. What is known about Turkish paper is data in
``data/``; the code holds only how it is applied.

Reading order: ``faxline`` (the fax machine's own line, cut out), ``layout`` (rows, segments,
zones), ``roles`` and ``batch`` (a file's pages to petitions), ``language`` (the spaCy language
``tr_ocr``), ``labels`` (printed labels and their values), ``spans`` (what a trained network takes a
text for, never whose it is) and ``spanned`` (where that helps a rule), one module a field,
``policy`` (accept or review), ``assemble`` (all of them, called once in order).
"""
