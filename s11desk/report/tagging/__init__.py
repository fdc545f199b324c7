"""Makes a PDF accessible and archivable: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3).

This code stays ours for as long as reportlab draws our PDFs: reportlab writes neither tags nor archive metadata, and
the programs that add tags to a finished PDF have to guess what each text is. The report already knows.
"""
