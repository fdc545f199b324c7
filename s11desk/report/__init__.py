"""Makes the PDF documents from typed values. The only package that imports reportlab.

Start with :mod:`s11desk.report.documents`. Import it late: reportlab takes a tenth of a second.
"""
