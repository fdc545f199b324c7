"""Documents for people: typed values in, PDF out. The only package that imports reportlab.

Start with :mod:`s11desk.report.documents`. Import it late: reportlab takes a tenth of a second.
"""
