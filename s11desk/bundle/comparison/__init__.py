"""Compare a file of a return with the same file made again from the return's own data.

Two programs with the same layout may compress the same bytes in another way, so compressed data is compared unpacked.
Everything else is compared byte for byte, and nothing is left over. ``pdf_comparison`` compares the pages,
``signed_pdf`` the signatures added to them, ``zip_comparison`` the workbook.
"""
