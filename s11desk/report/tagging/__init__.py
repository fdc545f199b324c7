"""Makes a PDF accessible and archivable: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).

It is our own for good, as far as reportlab draws for us: reportlab writes neither tags nor archive metadata, and the
programs that add tags to a finished PDF have to guess what the text meant. The report already knows that.
"""
